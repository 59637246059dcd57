import { keepToken } from '../adapters/web/token-file.js';
import { snapshotSchema } from '../protocol/live-event.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import { openDashboard } from './open-dashboard.js';
import { watchSignals } from './signals.js';
import type { SocketOptions } from './socket-option.js';
import { sendToDaemon } from './send-command.js';
import { tokenFiles } from './token-files.js';

/** Nothing can be drawn there. */
class NoTerminalError extends DaemonError {
  readonly code = 'NO_TERMINAL';
  override readonly exitCode = 2;

  constructor(term: string | undefined) {
    super(
      `The dashboard needs a terminal with cursor control (TERM is "${term ?? ''}"). Use status, or open the page that it names.`,
    );
  }
}

/** The daemon has no stream to watch. */
class NoStreamError extends DaemonError {
  readonly code = 'NO_STREAM';

  constructor() {
    super('The daemon was started with --no-web, so there is nothing to watch. Start it without that option.');
  }
}

/** Draws the dashboard of the daemon that runs, until somebody has enough of it. */
export const watchDaemon = async (options: SocketOptions, io: CommandIo): Promise<void> => {
  const { pageUrl } = snapshotSchema.parse(await sendToDaemon({ kind: 'status' }, options, io));
  if (pageUrl === null) throw new NoStreamError();
  const signals = watchSignals();
  try {
    const token = keepToken(tokenFiles(io.env));
    const quit = signals.raise;
    const dashboard = io.isInteractive ? await openDashboard({ pageUrl, token, env: io.env, quit }) : undefined;
    if (!dashboard) throw new NoTerminalError(io.env.TERM);
    await signals.raised;
    dashboard.close();
  } finally {
    signals.close();
  }
};
