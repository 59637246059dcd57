import type { Command } from '../../src/protocol/command.js';
import { shortcuts } from '../../src/protocol/commands.js';
import type { ControlChange } from '../../src/protocol/controls.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { CommandButtons } from '../deck/command-buttons.js';
import { DECK_CONTROLS, SHOWN_SHORTCUTS } from '../deck/deck.js';
import { byId } from '../elements.js';
import type { Keys } from '../keys.js';
import { playWithMidi } from '../midi-inputs.js';
import type { FilePosition } from '../sound.js';
import { ControlPanel } from './control-panel.js';
import { showFacts } from './figures.js';
import { GlideForm } from './glide.js';
import { showLikeness } from './likeness.js';
import { drawLosses } from './loss-chart.js';
import { Recordings, type RecordingsHost } from './recordings.js';
import { searchable } from './search.js';
import { SurfacePanel } from './surface-panel.js';

export interface MoreActions {
  readonly ask: (command: Command) => void;
  readonly turn: (change: ControlChange) => void;
  readonly keys: Keys;
  readonly complain: (text: string) => void;
  readonly token: string;
  readonly playFile: RecordingsHost['play'];
}

/** All that is under More: the other controls, actions, recordings, and figures, which are drawn while they are open. */
export class MorePanels {
  readonly #details = byId('more', HTMLDetailsElement);
  readonly #controls: ControlPanel;
  readonly #surface: SurfacePanel;
  readonly #glide: GlideForm;
  readonly #buttons: CommandButtons;
  readonly #recordings: Recordings;
  #showFigures = (): void => undefined;

  constructor({ ask, turn, keys, complain, token, playFile }: MoreActions) {
    this.#controls = new ControlPanel(byId('controls', HTMLFormElement), DECK_CONTROLS, turn);
    this.#surface = new SurfacePanel(byId('surface', HTMLElement), {
      learn: (control) => ask({ kind: 'midi-learn', control }),
      unlearn: (control) => ask({ kind: 'midi-unlearn', control }),
    });
    this.#glide = new GlideForm(byId('glide', HTMLFormElement), (bpm, beats) => ask({ kind: 'ramp', bpm, beats }));
    const others = shortcuts.filter(({ button, name }) => button !== undefined && !SHOWN_SHORTCUTS.includes(name));
    const names = others.map(({ name }) => name);
    this.#buttons = new CommandButtons(byId('commands', HTMLElement), names, ask, true);
    this.#recordings = new Recordings(byId('recordings', HTMLElement), { token, play: playFile, complain });
    byId('refresh', HTMLButtonElement).addEventListener('click', () => {
      this.#recordings.refresh().catch((error: unknown) => complain(String(error)));
    });
    const midi = byId('midi-button', HTMLButtonElement);
    midi.addEventListener('click', () => {
      midi.hidden = true;
      void playWithMidi(keys, (text) => (byId('midi-inputs', HTMLElement).textContent = text));
    });
    this.#details.addEventListener('toggle', () => this.#showFigures());
    searchable(byId('more-search', HTMLInputElement), this.#details, byId('more-none', HTMLElement));
  }

  /** Others may have ended a recording; where that cannot be learned, the list stays. */
  refreshRecordings(): void {
    this.#recordings.refresh().catch(() => undefined);
  }

  /** How far the recording that plays in the browser has come. */
  showFilePosition(position: FilePosition | undefined): void {
    this.#recordings.showPosition(position);
  }

  show(snapshot: Snapshot, mayCommand: boolean, lost: number): void {
    this.#controls.show(snapshot, mayCommand);
    this.#glide.show(mayCommand);
    this.#surface.show(snapshot.surface, mayCommand);
    this.#buttons.show(snapshot, mayCommand);
    showLikeness(byId('likeness', HTMLElement), snapshot);
    this.#showFigures = () => this.#drawFigures(snapshot, lost);
    if (this.#details.open) this.#showFigures();
  }

  /** Something was not done: everything goes back to how it stands. */
  undo(snapshot: Snapshot): void {
    this.#controls.undo(snapshot);
  }

  #drawFigures(snapshot: Snapshot, lost: number): void {
    showFacts(byId('figures', HTMLElement), snapshot, lost);
    const { training, lossHistory } = snapshot;
    byId('training', HTMLElement).textContent = training?.message ?? 'No training is running.';
    const losses = byId('loss', HTMLCanvasElement);
    losses.hidden = lossHistory.length < 2;
    drawLosses(losses, lossHistory);
  }
}
