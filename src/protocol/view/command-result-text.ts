import type { Command } from '../command.js';
import { savedSchema } from '../command-answers.js';
import { commandRows } from '../commands.js';
import { CONTROL_NAMES, controlDeclarations } from '../controls/control-declarations.js';
import { controlText } from '../controls/control-text.js';

/** Controls that wait for the bar line, as they will be; null where none is turned. */
const comingText = (command: Command): string | null => {
  if (command.kind !== 'set') return null;
  const { controls } = command;
  const coming = CONTROL_NAMES.filter((name) => controlDeclarations[name].heard === 'bar line').flatMap((name) => {
    const value = controls[name];
    return value === undefined ? [] : [controlText(name, value)];
  });
  return coming.length === 0 ? null : `From the next bar line: ${coming.join(', ')}.`;
};

/** What became of a command whose effect is not seen at once; null for the others. */
export const commandResultText = (command: Command, result: unknown): string | null => {
  const saved = savedSchema.safeParse(result);
  if (saved.success) return `Saved ${saved.data.notes} notes: ${saved.data.file.split(/[\\/]/).at(-1)}`;
  return commandRows[command.kind].done ?? comingText(command);
};
