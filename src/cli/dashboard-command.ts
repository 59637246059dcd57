import type { Command } from 'commander';
import { isCapable } from '../adapters/dashboard/palette.js';
import type { DashboardOptions } from '../adapters/dashboard/dashboard.js';
import { defaultTokenFile, keepToken } from '../adapters/web/token-file.js';
import { snapshotSchema } from '../protocol/live-event.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import { addSocketOption, tellDaemon } from './remote-commands.js';
import { watchSignals } from './signals.js';

/** Nothing can be drawn there. */
class NoTerminalError extends DaemonError {
  readonly code = 'NO_TERMINAL';
  override readonly exitCode = 2;

  constructor(term: string | undefined) {
    super(
      `The dashboard needs a terminal that can place the cursor (TERM is "${term ?? ''}"). Use status, or the page that it names.`,
    );
  }
}

/** The daemon has no stream to watch. */
class NoStreamError extends DaemonError {
  readonly code = 'NO_STREAM';

  constructor() {
    super('The daemon was started with --no-web, so it cannot be watched. Start it without that option.');
  }
}

/** Draws a dashboard; undefined on a terminal that cannot show one. The widgets are loaded only for those who see them. */
export const openDashboard = async (options: DashboardOptions): Promise<{ close(): void } | undefined> => {
  if (!isCapable(options.env)) return undefined;
  const { Dashboard } = await import('../adapters/dashboard/dashboard.js');
  return new Dashboard(options);
};

/** `dashboard`: watches and steers the daemon that runs. */
export const registerDashboard = (program: Command, io: CommandIo): void => {
  addSocketOption(
    program
      .command('dashboard')
      .description('Watch and steer the running daemon on this terminal; it plays on when you quit.'),
  ).action(async (options: { readonly socket?: string }) => {
    const { pageUrl } = snapshotSchema.parse(await tellDaemon({ kind: 'status' }, options, io));
    if (pageUrl === null) throw new NoStreamError();
    const signals = watchSignals();
    try {
      const token = keepToken(defaultTokenFile(io.env));
      const quit = signals.raise;
      const dashboard = io.isInteractive ? await openDashboard({ pageUrl, token, env: io.env, quit }) : undefined;
      if (!dashboard) throw new NoTerminalError(io.env.TERM);
      await signals.raised;
      dashboard.close();
    } finally {
      signals.close();
    }
  });
};
