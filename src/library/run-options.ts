import { quietContext, type RunContext } from '../app/run-context.js';

/** What a caller may want of work that takes long. */
export interface RunOptions {
  /** Ends the work in good order when it aborts. */
  readonly signal?: AbortSignal;
  /** Told what one should know although nothing failed, as a line of text. */
  readonly onNotice?: (text: string) => void;
  /** Told that `done` of `total` is done; each part of the work begins with 0. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Told which files could not be used, and why. */
  readonly onRejected?: (files: readonly { readonly file: string; readonly reason: string }[]) => void;
}

/** What a use case asks of its caller, and the options that are its own. */
export const splitOptions = <Options extends RunOptions>(
  options: Options,
): { readonly own: Omit<Options, keyof RunOptions>; readonly context: RunContext } => {
  const { signal, onNotice, onProgress, onRejected, ...own } = options;
  return {
    own,
    context: {
      ...quietContext,
      ...(signal ? { interruption: () => signal } : {}),
      ...(onNotice ? { notice: onNotice } : {}),
      ...(onProgress ? { progress: onProgress } : {}),
      ...(onRejected ? { leftOut: onRejected } : {}),
    },
  };
};
