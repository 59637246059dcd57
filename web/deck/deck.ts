import type { Command } from '../../src/protocol/command.js';
import { changeOf } from '../../src/protocol/controls/control-change.js';
import { controlDeclarations, type ControlName } from '../../src/protocol/controls/control-declarations.js';
import type { ControlChange } from '../../src/protocol/controls.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import type { Field } from '../control-fields.js';
import { byId } from '../elements.js';
import { numberField } from '../number-field.js';
import { CommandButtons } from './command-buttons.js';
import { ComposerPicker } from './composer-picker.js';
import { modeSwitch } from './mode-switch.js';
import { PlayButton } from './play-button.js';

/** Controls that have their place under the stage, so that they are not under More. */
export const DECK_CONTROLS: readonly ControlName[] = ['composer', 'mode', 'tempo', 'temperature'];
/** Shortcuts with buttons under the stage. */
const DECK_SHORTCUTS = ['end', 'panic'];
/** Shortcuts beside the presets: what one does with the music just played. */
const MOMENT_SHORTCUTS = ['like', 'keep'];
/** Shortcuts that are nowhere else on the page: the button that plays and stops stands for the last two. */
export const SHOWN_SHORTCUTS: readonly string[] = [...DECK_SHORTCUTS, ...MOMENT_SHORTCUTS, 'stop', 'continue'];

export interface DeckActions {
  readonly ask: (command: Command) => void;
  readonly turn: (change: ControlChange) => void;
  readonly playOrStop: () => void;
}

/** The few large controls under the stage. */
export class Deck {
  readonly #fields: readonly Field[];
  readonly #play: PlayButton;
  readonly #composer: ComposerPicker;
  readonly #buttons: readonly CommandButtons[];
  readonly #fieldset = byId('deck-fields', HTMLFieldSetElement);

  constructor({ ask, turn, playOrStop }: DeckActions) {
    const slider = (name: 'tempo' | 'temperature', label: string): Field => {
      const declaration = controlDeclarations[name];
      if (declaration.kind !== 'number') throw new Error(`${name} is no number`);
      const field = numberField(name, { ...declaration, label }, turn);
      field.element.title = declaration.help;
      return field;
    };
    const mode = modeSwitch(turn);
    const [tempo, wildness] = [slider('tempo', 'Tempo'), slider('temperature', 'Wildness')];
    this.#fields = [mode, tempo, wildness];
    byId('modes', HTMLElement).append(mode.element);
    byId('sliders', HTMLElement).append(tempo.element, wildness.element);
    this.#play = new PlayButton(byId('play', HTMLButtonElement), playOrStop);
    this.#composer = new ComposerPicker((composer) => turn(changeOf('composer', composer)));
    this.#buttons = [
      new CommandButtons(byId('deck-commands', HTMLElement), DECK_SHORTCUTS, ask),
      new CommandButtons(byId('moment', HTMLElement), MOMENT_SHORTCUTS, ask),
    ];
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    this.#fieldset.disabled = !mayCommand;
    this.#play.show(snapshot, mayCommand);
    this.#composer.show(snapshot, mayCommand);
    for (const buttons of this.#buttons) buttons.show(snapshot, mayCommand);
    for (const { show } of this.#fields) show(snapshot.controls);
  }

  /** Something was not done: everything goes back to how it stands. */
  undo({ controls }: Snapshot): void {
    for (const { undo, show } of this.#fields) {
      undo?.();
      show(controls);
    }
  }
}
