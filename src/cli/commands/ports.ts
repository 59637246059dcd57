import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { collectTexts } from '../option-parsers.js';
import type { PortsOptions } from '../list-ports.js';

/** `ports`: the MIDI ports there are, and what a part of a name would match. */
export const registerPorts = (program: Command, io: CommandIo): void => {
  program
    .command('ports')
    .description('List MIDI ports, and what --out and --in would match.')
    .option('--out <part of name>', 'show which output this means', collectTexts, [])
    .option('--in <part of name>', 'show which input this means', collectTexts, [])
    .option('--json', 'print one JSON object', false)
    .action(async (options: PortsOptions) => {
      const { listPorts } = await import('../list-ports.js');
      await listPorts(options, io);
    });
};
