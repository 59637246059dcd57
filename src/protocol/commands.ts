import type { CommandRow, Shortcut } from './commands/command-row.js';
import { daemonCommands } from './commands/daemon-commands.js';
import { performanceCommands } from './commands/performance-commands.js';

/**
 * Everything that can be asked of the daemon, in the order in which help and documents list it. Socket, stream, command
 * line, dashboard and page are doors to this table; a row and its handler are all that a command is made of.
 */
export const commands = { ...performanceCommands, ...daemonCommands };

export type PerformanceCommandKind = keyof typeof performanceCommands;
export type DaemonCommandKind = keyof typeof daemonCommands;
export type CommandKind = PerformanceCommandKind | DaemonCommandKind;

/** The rows again, each as what all rows have in common. */
export const commandRows: Readonly<Record<CommandKind, CommandRow>> = commands;

const isKind = (name: string): name is CommandKind => name in commands;

export const commandKinds: readonly CommandKind[] = Object.keys(commands).filter(isKind);

/** Whether a command is for the thread that plays. */
export const isPerformanceCommand = <Command extends { readonly kind: CommandKind }>(
  command: Command,
): command is Extract<Command, { readonly kind: PerformanceCommandKind }> => command.kind in performanceCommands;

/** A shortcut with what it belongs to. */
export interface NamedShortcut extends Shortcut {
  readonly name: string;
  readonly kind: CommandKind;
  readonly does: string;
}

/** `Tap the tempo.` as a line of a list: `tap the tempo`. */
const asListed = (help: string): string => help.charAt(0).toLowerCase() + help.slice(1).replace(/[.]$/, '');

/** All shortcuts, in the order of the table. */
export const shortcuts: readonly NamedShortcut[] = commandKinds.flatMap((kind) => {
  const { help, shortcuts: own = {} } = commandRows[kind];
  return Object.entries(own).map(([name, shortcut]) => ({ does: asListed(help), ...shortcut, name, kind }));
});

/** The word by which a command is called on the command line; undefined for those that are none of it. */
export const commandWord = (kind: CommandKind): string | undefined => {
  const { commandLine } = commandRows[kind];
  return commandLine && (commandLine.word ?? kind);
};

/** Words of earlier versions and those that took their places. */
export const formerWords: ReadonlyMap<string, string> = new Map(
  commandKinds.flatMap((kind) => {
    const word = commandWord(kind) ?? kind;
    return (commandRows[kind].commandLine?.formerly ?? []).map((former) => [former, word] as const);
  }),
);
