import path from 'node:path';
import envPaths from 'env-paths';
import { isAnswered } from '../adapters/control/control-client.js';
import { DaemonRunningError } from '../adapters/control/control-server.js';
import { LogFile } from '../adapters/log/log-file.js';
import { DaemonError, reasonOf } from '../shared/error.js';
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

/** Where a daemon in the background writes its log, if nothing else was asked for. */
const defaultLogFile = (): string => path.join(envPaths('music-lstm-daemon', { suffix: '' }).log, 'daemon.log');

/** What a process says of itself once it plays, and its number. */
interface Detached {
  readonly pid: number;
  readonly ready: Extract<FromDetached, { kind: 'ready' }>;
}

/** Starts a process whose stderr is the log; gives what it says once it plays, and lets go of it. */
const startDetached = (args: readonly string[], log: LogFile | undefined): Promise<Detached> =>
  new Promise((resolve, reject) => {
    const plan = {
      entry: MAIN,
      messages: fromDetachedSchema,
      args,
      outlives: true,
      stderr: log?.descriptor ?? 'drop',
    } as const;
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new DetachFailedError(`${reason} (log: ${log?.file ?? 'none'})`));
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

/** Opens the log; one that nobody asked for is done without where it cannot be written. */
const openLog = async (asked: string | undefined, io: CommandIo): Promise<LogFile | undefined> => {
  if (asked !== undefined) return LogFile.open(asked);
  try {
    return await LogFile.open(defaultLogFile());
  } catch (error) {
    io.stderr.write(`warning: ${reasonOf(error)} It plays without a log.\n`);
    return undefined;
  }
};

/**
 * Runs the same command line in a process of its own that outlives the terminal, and waits until it plays or has
 * failed. Its stderr is the log file as well, so that what a crash prints is found there.
 */
export const detach = async (
  args: readonly string[],
  { socketPath, logFile }: { readonly socketPath: string; readonly logFile: string | undefined },
  io: CommandIo,
): Promise<void> => {
  if (await isAnswered(socketPath)) throw new DaemonRunningError(socketPath);
  const log = await openLog(logFile, io);
  const logOption = log && logFile === undefined ? ['--log-file', log.file] : [];
  try {
    const { pid, ready } = await startDetached(
      args.flatMap((arg) => (arg === '--detach' ? logOption : [arg])),
      log,
    );
    io.stdout.write(
      `running in the background: pid ${pid}\npage: ${ready.pageLink ?? 'none'}\ncontrol: ${ready.socketPath}\nlog: ${log?.file ?? 'none'}\n`,
    );
  } finally {
    await log?.close();
  }
};
