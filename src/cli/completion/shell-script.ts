import type { Command } from 'commander';
import { bashCompletion } from './bash-completion.js';
import { completionOf, type CompletedCommand } from './completion-spec.js';
import { fishCompletion } from './fish-completion.js';
import type { Shell } from './shells.js';
import { zshCompletion } from './zsh-completion.js';

const scripts: Readonly<Record<Shell, (program: string, commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The script that lets a shell complete the command line of a program. */
export const shellScript = (shell: Shell, program: Command): string =>
  scripts[shell](program.name(), completionOf(program));
