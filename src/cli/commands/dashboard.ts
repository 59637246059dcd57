import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';
import { addSocketOption, type SocketOptions } from '../socket-option.js';

/** `dashboard`: watches and steers the daemon that runs. */
export const registerDashboard = (program: Command, io: CommandIo): void => {
  const command = addSocketOption(
    program
      .command('dashboard')
      .description('Watch and steer the running daemon on this terminal; it plays on when you quit.'),
  ).action(async (options: SocketOptions) => {
    const { watchDaemon } = await import('../watch-daemon.js');
    await watchDaemon(options, io);
  });
  addHelp(command, { examples: [['dashboard', 'q leaves it, and the daemon plays on']] });
};
