import { commandSchema, type Command } from './command.js';
import { shortcuts, type NamedShortcut } from './commands.js';
import type { ShortcutState } from './commands/command-row.js';
import type { BoundAction } from './bound-action.js';

/** The command that a shortcut sends as things stand. */
export const shortcutCommand = ({ kind, fields }: NamedShortcut, state: ShortcutState): Command =>
  commandSchema.parse({ kind, ...(typeof fields === 'function' ? fields(state) : fields) });

/** The command of an action that a MIDI controller is mapped to; always the same. */
export const actionCommand = (action: BoundAction): Command => {
  const found = shortcuts.find(({ name }) => name === action);
  if (!found || typeof found.fields === 'function') throw new Error(`${action} cannot be mapped`);
  return commandSchema.parse({ kind: found.kind, ...found.fields });
};
