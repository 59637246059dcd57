import type { Command } from 'commander';

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
