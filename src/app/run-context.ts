import type { RejectedFile } from '../training/corpus/encoded-work.js';

/** What a use case may ask of its caller: a command line, a test or another program. It prints nothing by itself. */
export interface RunContext {
  /** For the variables MUSIC_LSTM_…: where models and caches are, which runtime computes. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Milliseconds since any fixed moment, to measure how long work took. */
  readonly nowMs: () => number;
  /** Told what the user should know although nothing failed, e.g. that a slower runtime is used. */
  readonly notice: (text: string) => void;
  /** Told which files of a data folder could not be used. */
  readonly leftOut: (files: readonly RejectedFile[]) => void;
  /** Told that `done` of `total` is done; each part of the work begins with 0. */
  readonly progress: (done: number, total: number) => void;
  /** Asks the user a question to be answered with yes or no; false where nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Asked when work begins that can end in good order. Once the signal aborts, its reason is thrown. */
  readonly interruption: () => AbortSignal;
}

const ignore = (): void => undefined;

/** Of this process; nobody is told anything, and nothing interrupts. */
export const quietContext: RunContext = {
  env: process.env,
  nowMs: () => performance.now(),
  notice: ignore,
  leftOut: ignore,
  progress: ignore,
  confirm: () => Promise.resolve(false),
  interruption: () => new AbortController().signal,
};
