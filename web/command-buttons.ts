import type { Command } from '../src/protocol/command.js';
import { shortcuts, type NamedShortcut } from '../src/protocol/commands.js';
import type { ShortcutState } from '../src/protocol/commands/command-row.js';
import type { Snapshot } from '../src/protocol/live-event.js';
import { shortcutCommand } from '../src/protocol/shortcuts.js';
import { make } from './elements.js';

/** A button for each command of the table that has one. */
export class CommandButtons {
  readonly #buttons: readonly (readonly [NamedShortcut, HTMLButtonElement])[];
  #state: ShortcutState | undefined;

  constructor(place: HTMLElement, ask: (command: Command) => void) {
    this.#buttons = shortcuts
      .filter(({ button }) => button !== undefined)
      .map((shortcut) => {
        const { button, does, isWarning } = shortcut;
        const className = isWarning ? 'danger' : '';
        const element = make('button', { type: 'button', title: does, className, disabled: true }, button ?? '');
        element.dataset.command = shortcut.name;
        element.addEventListener('click', () => {
          if (this.#state) ask(shortcutCommand(shortcut, this.#state));
        });
        return [shortcut, element] as const;
      });
    place.append(...this.#buttons.map(([, element]) => element));
  }

  show(snapshot: Snapshot, mayCommand: boolean): void {
    const state = { ...snapshot, chosen: null };
    this.#state = state;
    for (const [{ isPressed }, element] of this.#buttons) {
      element.disabled = !mayCommand;
      if (isPressed) element.setAttribute('aria-pressed', String(isPressed(state)));
    }
  }
}
