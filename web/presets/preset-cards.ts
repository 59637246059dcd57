import type { ControlChange } from '../../src/protocol/controls.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { isBlend, readBlend } from '../../src/protocol/blend.js';
import { composerName } from '../deck/composer-name.js';
import { byId, make } from '../elements.js';
import { paintMark } from '../mark.js';
import { builtInPresets, type Preset } from './built-in-presets.js';
import { presetControls, SavedPresets, valuesBefore } from './saved-presets.js';

export interface PresetActions {
  readonly turn: (change: ControlChange) => void;
  /** Says what was done, and offers to undo it. */
  readonly offerUndo: (text: string, undo: () => void) => void;
  readonly complain: (text: string) => void;
}

/** Whether all whom a preset wants can play. */
const isPlayable = ({ controls: { composer } }: Preset, composers: readonly string[]): boolean => {
  if (composer === undefined || composers.includes(composer)) return true;
  const parts = isBlend(composer) ? readBlend(composer) : [];
  return typeof parts !== 'string' && parts.length > 0 && parts.every((part) => composers.includes(part.composer));
};

const summaryOf = ({ composer, mode, tempo }: ControlChange): string =>
  [composer && composerName(composer), mode, tempo && `${Math.round(tempo)} bpm`].filter(Boolean).join(' · ');

/** Cards that set several controls at once: those that come with the page, and those that the person saves. */
export class PresetCards {
  readonly #actions: PresetActions;
  readonly #saved = new SavedPresets(window.localStorage);
  readonly #list = byId('preset-list', HTMLElement);
  readonly #form = byId('preset-form', HTMLFormElement);
  readonly #name = byId('preset-name', HTMLInputElement);
  #snapshot: Snapshot | undefined;
  #shown = '';

  constructor(actions: PresetActions) {
    this.#actions = actions;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    this.#snapshot = snapshot;
    for (const element of this.#form.elements) (element as HTMLInputElement).disabled = !mayCommand;
    const saved = this.#saved.all;
    const offered = [...saved, ...builtInPresets].filter((preset) => isPlayable(preset, snapshot.composers));
    const text = JSON.stringify([offered, mayCommand]);
    if (text === this.#shown) return; // cards made anew would take the focus away
    this.#shown = text;
    this.#list.replaceChildren(...offered.map((preset) => this.#card(preset, saved.includes(preset), mayCommand)));
  }

  #card(preset: Preset, isSaved: boolean, mayCommand: boolean): HTMLElement {
    const { name, controls } = preset;
    const summary = make('small', {}, summaryOf(controls));
    const use = make(
      'button',
      { type: 'button', className: 'card', disabled: !mayCommand },
      make('b', {}, name),
      summary,
    );
    use.addEventListener('click', () => this.#use(preset));
    const item = make('li', { className: 'mark' }, use);
    paintMark(item, controls.composer ?? name);
    if (!isSaved) return item;
    const remove = make('button', { type: 'button', className: 'remove', title: 'Remove this preset' }, '×');
    remove.setAttribute('aria-label', `Remove the preset ${name}`);
    remove.addEventListener('click', () => this.#remove(name));
    item.append(remove);
    return item;
  }

  #use({ name, controls }: Preset): void {
    if (!this.#snapshot) return;
    const before = valuesBefore(this.#snapshot.controls, controls);
    this.#actions.turn(controls);
    this.#actions.offerUndo(`Preset: ${name}.`, () => this.#actions.turn(before));
  }

  #save(): void {
    const name = this.#name.value.trim();
    if (!this.#snapshot || name === '') return;
    const { controls } = this.#snapshot;
    const before = this.#saved.all;
    this.#change(() => this.#saved.save({ name, controls: presetControls(controls) }), `Saved ${name}.`, before);
    this.#name.value = '';
  }

  #remove(name: string): void {
    this.#change(() => this.#saved.remove(name), `Removed ${name}.`, this.#saved.all);
  }

  #change(change: () => void, text: string, before: readonly Preset[]): void {
    try {
      change();
      this.#actions.offerUndo(text, () => {
        this.#saved.restore(before);
        this.#showAgain();
      });
    } catch (error) {
      this.#actions.complain(error instanceof Error ? error.message : String(error));
    }
    this.#showAgain();
  }

  #showAgain(): void {
    if (this.#snapshot) this.show(this.#snapshot, true);
  }
}
