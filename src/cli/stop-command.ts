import type { Command } from 'commander';
import { commandRows } from '../protocol/commands.js';
import type { CommandIo } from './command-io.js';
import { integerFrom } from './option-parsers.js';
import { addSocketOption } from './socket-option.js';
import type { StopOptions } from './stop-daemon.js';

/** `stop`: stops the running daemon and waits until it has ended. */
export const registerStop = (program: Command, io: CommandIo): void => {
  addSocketOption(program.command('stop').description(commandRows.quit.help))
    .option('--json', 'print one JSON object: the process that ended', false)
    .option('--timeout <seconds>', 'how long to wait', integerFrom(1, 600), 10)
    .action(async (options: StopOptions) => {
      const { stopDaemon } = await import('./stop-daemon.js');
      await stopDaemon(options, io);
    });
};
