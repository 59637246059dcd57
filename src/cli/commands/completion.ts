import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { SHELLS, type Shell } from '../completion/shells.js';

/** `completion`: a script that lets a shell complete commands, flags and what they take. */
export const registerCompletion = (program: Command, io: CommandIo): void => {
  program
    .command('completion')
    .description('Print a script that lets your shell complete commands, options and names.')
    .addArgument(program.createArgument('<shell>', 'which shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { shellScript } = await import('../completion/shell-script.js');
      io.stdout.write(shellScript(shell, program));
    });
};
