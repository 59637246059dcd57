import type { Command } from '../../src/protocol/command.js';
import { shortcuts, type NamedShortcut } from '../../src/protocol/commands.js';
import type { ShortcutState } from '../../src/protocol/commands/command-row.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { shortcutCommand } from '../../src/protocol/shortcuts.js';
import { make } from '../elements.js';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Buttons of some shortcuts of the table of commands, by their names. */
export class CommandButtons {
  readonly #buttons: readonly (readonly [NamedShortcut, HTMLButtonElement])[];
  #state: ShortcutState | undefined;

  /** With `isExplained`, each has its sentence of help beside it. */
  constructor(place: HTMLElement, names: readonly string[], ask: (command: Command) => void, isExplained = false) {
    this.#buttons = shortcuts
      .filter(({ name }) => names.includes(name))
      .map((shortcut) => {
        const { name, button, does, isWarning } = shortcut;
        const className = isWarning ? 'danger' : '';
        const element = make(
          'button',
          { type: 'button', title: sentence(does), className, disabled: true },
          button ?? name,
        );
        element.dataset.command = name;
        element.addEventListener('click', () => {
          if (this.#state) ask(shortcutCommand(shortcut, this.#state));
        });
        return [shortcut, element] as const;
      });
    for (const [{ does }, element] of this.#buttons) {
      const help = make('span', { className: 'help' }, sentence(does));
      place.append(isExplained ? make('div', { className: 'explained' }, element, help) : element);
    }
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
