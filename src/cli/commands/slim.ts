import type { Command } from 'commander';
import type { SlimReport } from '../../app/slim/slim-installation.js';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const reportText = ({ root, removed, bytes }: SlimReport): string => {
  if (removed.length === 0) return `Nothing to remove: ${root} holds only what this machine needs.\n`;
  const lines = removed.map((part) => `removed ${part.package}, ${part.what}: ${megabytes(part.bytes)}\n`);
  return `${lines.join('')}${megabytes(bytes)} freed.\n`;
};

/** `slim`: removes from the installed program what this machine does not need. */
export const registerSlim = (program: Command, io: CommandIo): void => {
  const command = program
    .command('slim')
    .description('Remove files for other platforms and for browsers from the installed program, without asking.')
    .option('--json', 'print one JSON object', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const { slimInstallation } = await import('../../app/slim/slim-installation.js');
      const report = slimInstallation();
      io.stdout.write(json ? `${JSON.stringify(report)}\n` : reportText(report));
    });
  addHelp(command, {
    notes: ['What other packages of the same project use stays. Installing the program again brings everything back.'],
    examples: [['slim', 'frees some 370 MB after npm install -g']],
  });
};
