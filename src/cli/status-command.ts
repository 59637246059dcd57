import type { Command } from 'commander';
import { commandRows } from '../protocol/commands.js';
import type { CommandIo } from './command-io.js';
import { addSocketOption } from './socket-option.js';
import type { StatusOptions } from './print-status.js';

/** `status`: what the running daemon does; exit code 3 when none runs. */
export const registerStatus = (program: Command, io: CommandIo): void => {
  addSocketOption(program.command('status').description(commandRows.status.help))
    .option('--json', 'print the snapshot as one JSON object', false)
    .action(async (options: StatusOptions) => {
      const { printStatus } = await import('./print-status.js');
      await printStatus(options, io);
    });
};
