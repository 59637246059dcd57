import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { DaemonError } from '../shared/error.js';
import { errorLine, explainError } from '../shared/explain-error.js';
import type { CommandIo, RegisterCommand } from './command-io.js';
import { buildProgram, PROGRAM_NAME } from './program.js';
import { nowCalled } from './renamed-words.js';

const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;
/** 128 + SIGINT, as shells report a process that Ctrl-C ended. */
const INTERRUPTED = 130;

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** What the user reads of an error, and the exit code it means. */
interface Verdict {
  readonly line: string;
  readonly exitCode: number;
}

const judgeUsage = (error: CommanderError, args: readonly string[], commandNames: readonly string[]): Verdict => {
  const former = /unknown (?:command|option) '([^']+)'/.exec(error.message)?.[1] ?? '';
  const now = nowCalled(former);
  const command = [...args, now].find((arg) => arg !== undefined && commandNames.includes(arg));
  const help = [PROGRAM_NAME, ...(command === undefined ? [] : [command]), '--help'].join(' ');
  const text = error.code === 'commander.help' ? 'no command given' : error.message.replace(/^error: /, '');
  const message = oneLine(now === undefined ? text : `${former} is now ${now}`).replace(/[^.?!)]$/, '$&.');
  return { line: `${message} See: ${help}`, exitCode: USAGE };
};

const judge = (error: unknown): Verdict => {
  const exitCode = error instanceof DaemonError ? error.exitCode : FAILURE;
  const isExplained = explainError(error) !== undefined;
  const where = isExplained ? '' : ` (a bug in ${PROGRAM_NAME}; --verbose shows where)`;
  return { line: `${errorLine(error)}${where}`, exitCode };
};

/**
 * Runs one command line (without node and script name) and gives the exit code: 0, 1 failure, 2 wrong usage,
 * 130 ended by Ctrl-C. Every error becomes one line on stderr; `--verbose` adds the stack and its causes.
 */
export const runCli = async (
  args: readonly string[],
  io: CommandIo,
  commands: readonly RegisterCommand[],
): Promise<number> => {
  const interruption = watchInterruption(io);
  const program = buildProgram(args.includes('--quiet') ? quietly(interruption.io) : interruption.io, commands);
  const report = (error: unknown, { line, exitCode }: Verdict): number => {
    io.stderr.write(`error: ${line}\n`);
    if (args.includes('--verbose')) io.stderr.write(`${inspect(error)}\n`);
    return exitCode;
  };
  try {
    if (args.length === 0) program.help();
    await program.parseAsync(args, { from: 'user' });
    return interruption.happened() ? INTERRUPTED : SUCCESS;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return SUCCESS;
      const names = program.commands.map((command) => command.name());
      return report(error, judgeUsage(error, args, names));
    }
    if (interruption.happened() && isAbort(error)) return INTERRUPTED;
    return report(error, judge(error));
  }
};

/** The same io without notes, warnings and progress: results and errors alone. */
const quietly = (io: CommandIo): CommandIo => ({ ...io, stderr: { write: () => undefined } });

/** The same io, remembering whether a command asked to end in good order and was told to. */
const watchInterruption = (io: CommandIo): { readonly io: CommandIo; happened(): boolean } => {
  let signal: AbortSignal | undefined;
  return {
    io: { ...io, interruption: () => (signal ??= io.interruption()) },
    happened: () => signal?.aborted ?? false,
  };
};
