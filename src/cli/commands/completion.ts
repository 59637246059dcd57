import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** What writes the script for each shell, loaded when it is asked for. */
const scripts = {
  bash: async () => (await import('../completion/bash-completion.js')).bashCompletion,
  zsh: async () => (await import('../completion/zsh-completion.js')).zshCompletion,
  fish: async () => (await import('../completion/fish-completion.js')).fishCompletion,
};
type Shell = keyof typeof scripts;

/** `completion`: a script that lets a shell complete commands, flags and what they take. */
export const registerCompletion = (program: Command, io: CommandIo): void => {
  const command = program
    .command('completion')
    .description('Print a script that lets your shell complete commands, options and names.')
    .addArgument(program.createArgument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .action(async (shell: Shell) => {
      const { completionOf } = await import('../completion/completion-spec.js');
      const script = await scripts[shell]();
      io.stdout.write(script(program.name(), completionOf(program)));
    });
  addHelp(command, {
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/music-lstm-daemon', 'bash'],
      ['completion zsh > "${fpath[1]}/_music-lstm-daemon"', 'zsh'],
      ['completion fish > ~/.config/fish/completions/music-lstm-daemon.fish', 'fish'],
    ],
  });
};
