import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { defaultSettings } from './settings/default-settings.js';
import { addStartOptions, type StartOptions } from './start-options.js';

/** `start`: the live daemon. */
export const registerStart = (program: Command, io: CommandIo): void => {
  const command = program
    .command('start')
    .description('Play live: on MIDI ports, on a tempo clock, with whoever plays a keyboard.')
    .argument('[composer]', 'whose model plays, or a blend (default: Chopin)');
  addStartOptions(command, defaultSettings()).action(async (composer: string | undefined, options: StartOptions) => {
    const { planStart } = await import('./start-plan.js');
    const plan = await planStart(composer, options, io);
    if (options.detach) {
      const { detach } = await import('./detach.js');
      await detach(process.argv.slice(2), plan.socketPath, io);
    } else {
      const { playLive } = await import('./play-live.js');
      await playLive(plan, options, io);
    }
  });
};
