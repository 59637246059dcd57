import { z } from 'zod';
import { DaemonNotRunningError, isAnswered } from '../adapters/control/control-client.js';
import { defaultSocketPath } from '../adapters/control/socket-path.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import type { SocketOptions } from './socket-option.js';
import { sendToDaemon } from './send-command.js';

/** The daemon did not stop in time. */
class StillRunningError extends DaemonError {
  readonly code = 'STILL_RUNNING';

  constructor(pid: number, seconds: number) {
    super(`The daemon (pid ${pid}) did not end within ${seconds} s. End it with \`kill ${pid}\`, and report a bug.`);
  }
}

const LOOK_MS = 50;
/** A process that its parent has not taken notice of seems to live on. */
const PARENT_MS = 1500;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ended is what no longer listens and, unless its parent has not looked yet, no longer is. */
const waitForEnd = async (pid: number, socketPath: string, seconds: number): Promise<void> => {
  for (let waitedMs = 0, deafMs = 0; deafMs < PARENT_MS && isAlive(pid); waitedMs += LOOK_MS) {
    if (waitedMs > seconds * 1000) throw new StillRunningError(pid, seconds);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    deafMs = (await isAnswered(socketPath)) ? 0 : deafMs + LOOK_MS;
  }
};

/** The options of `stop` as commander gives them. */
export interface StopOptions extends SocketOptions {
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
}

/** Ends the daemon and waits until it has ended. */
export const stopDaemon = async (options: StopOptions, io: CommandIo): Promise<void> => {
  const { pid } = z.object({ pid: z.int() }).parse(await sendToDaemon({ kind: 'status' }, options, io));
  await sendToDaemon({ kind: 'quit' }, options, io).catch((error: unknown) => {
    if (!(error instanceof DaemonNotRunningError)) throw error; // it has ended meanwhile
  });
  await waitForEnd(pid, options.socket ?? defaultSocketPath(io.env), options.timeout);
  if (options.json) io.stdout.write(`${JSON.stringify({ pid })}\n`);
};
