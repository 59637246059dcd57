import type { Command } from 'commander';
import type { RunContext } from '../app/run-context.js';

/** Somewhere to print. */
export interface TextSink {
  write(text: string): unknown;
}

/** What a command may touch of the world around the process; tests pass their own. */
export interface CommandIo {
  /** Results: what another program may read. */
  readonly stdout: TextSink;
  /** Progress, warnings and errors. */
  readonly stderr: TextSink;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Whether a person watches stderr, so that a progress line may be redrawn in place. */
  readonly isTTY: boolean;
  /** Whether a person sits at a terminal: keys can be read from it, and a picture drawn. */
  readonly isInteractive: boolean;
  /** Characters a line. */
  readonly columns: number;
  /** Asks whoever sits at the terminal; anything but yes is no. */
  confirm(question: string): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * A signal that aborts at the first Ctrl-C. Ask for it only to end in good order, at once: until someone
   * asks, Ctrl-C kills the process, and the second one always does.
   */
  interruption(): AbortSignal;
}

/** Adds one command to the program; its action prints through `io` and throws what goes wrong. */
export type RegisterCommand = (program: Command, io: CommandIo) => void;

/** What a use case may ask of a command: its notices and the files it leaves out are told on stderr. */
export const contextOf = (io: CommandIo): RunContext => ({
  env: io.env,
  nowMs: () => io.now(),
  notice: (text) => void io.stderr.write(`note: ${text}\n`),
  leftOut: (files) => {
    io.stderr.write(`${files.length} file${files.length === 1 ? '' : 's'} left out:\n`);
    for (const { file, reason } of files) io.stderr.write(`  ${file}: ${reason}\n`);
  },
  progress: () => undefined,
  confirm: (question) => (io.isInteractive ? io.confirm(question) : Promise.resolve(false)),
  interruption: () => io.interruption(),
});
