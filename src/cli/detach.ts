import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { isAnswered } from '../adapters/control/control-client.js';
import { DaemonRunningError } from '../adapters/control/control-server.js';
import { DaemonError } from '../shared/error.js';
import { ChildProcess } from '../workers/shared/child-process.js';
import type { CommandIo } from './command-io.js';
import { fromDetachedSchema, type FromDetached } from './detach-messages.js';

/** The daemon ended before it could play. */
class DetachFailedError extends DaemonError {
  readonly code = 'DETACH_FAILED';
}

/** A daemon that does not play by then is ended. */
const LONGEST_MS = 30_000;
const MAIN = new URL('./main.js', import.meta.url);

/** Where a daemon in the background writes its lines. */
const logFile = (): string => path.join(envPaths('music-lstm-daemon', { suffix: '' }).log, 'daemon.log');

/** What a process says of itself once it plays, and its number. */
interface Detached {
  readonly pid: number;
  readonly ready: Extract<FromDetached, { kind: 'ready' }>;
}

/** Starts a process whose lines go to a file that is open; gives what it says once it plays, and lets go of it. */
const startDetached = (
  args: readonly string[],
  log: { readonly file: string; readonly handle: number },
): Promise<Detached> =>
  new Promise((resolve, reject) => {
    const plan = { entry: MAIN, messages: fromDetachedSchema, args, outlives: true, stderr: log.handle };
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new DetachFailedError(`${reason} (log: ${log.file})`));
    };
    const child = new ChildProcess<never, FromDetached>(plan, {
      message: (message) => {
        clearTimeout(timer);
        child.disconnect();
        if (message.kind === 'ready') resolve({ pid: child.pid ?? 0, ready: message });
        else fail(message.reason);
      },
      ended: ({ how }) => fail(`it ended by ${how}`),
    });
    const timer = setTimeout(() => {
      child.kill();
      fail(`it did not play within ${LONGEST_MS / 1000} s`);
    }, LONGEST_MS);
    child.start();
  });

/**
 * Runs the same command line in a process of its own that outlives the terminal, and waits until it plays or has
 * failed.
 */
export const detach = async (args: readonly string[], socketPath: string, io: CommandIo): Promise<void> => {
  if (await isAnswered(socketPath)) throw new DaemonRunningError(socketPath);
  const file = logFile();
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, 'a', 0o600);
  try {
    const { pid, ready } = await startDetached(
      args.filter((arg) => arg !== '--detach'),
      { file, handle },
    );
    io.stdout.write(
      `running in the background: pid ${pid}\npage: ${ready.pageLink ?? 'none'}\ncontrol: ${ready.socketPath}\nlog: ${file}\n`,
    );
  } finally {
    closeSync(handle);
  }
};
