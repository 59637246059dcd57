import type { Command } from 'commander';
import { bashCompletion } from './completion/bash-completion.js';
import { completionOf, type CompletedCommand } from './completion/completion-spec.js';
import { fishCompletion } from './completion/fish-completion.js';
import { zshCompletion } from './completion/zsh-completion.js';
import type { CommandIo } from './command-io.js';

type Shell = 'bash' | 'zsh' | 'fish';

const scripts: Readonly<Record<Shell, (program: string, commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `completion`: a script that lets a shell complete commands, flags and what they take. */
export const registerCompletion = (program: Command, io: CommandIo): void => {
  program
    .command('completion')
    .description('Print a script that lets your shell complete commands, options and names.')
    .addArgument(program.createArgument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .action((shell: Shell) => {
      io.stdout.write(scripts[shell](program.name(), completionOf(program)));
    });
};
