import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { FromDetached } from './detach-messages.js';
import { defaultSettings } from './settings/default-settings.js';
import { addStartOptions, type StartOptions } from './start-options.js';

/** Whoever started it in the background waits to be told. */
const reportFailure = async (error: unknown): Promise<void> => {
  const [{ sendToParent }, { errorLine }] = await Promise.all([
    import('../workers/shared/parent-process.js'),
    import('../shared/explain-error.js'),
  ]);
  await sendToParent({ kind: 'failed', reason: errorLine(error) } satisfies FromDetached);
};

/** `start`: the live daemon. */
export const registerStart = (program: Command, io: CommandIo): void => {
  const command = program
    .command('start')
    .description('Play live: to MIDI ports, in tempo, with whoever plays a keyboard.')
    .argument('[composer]', 'composer or model that plays, or a blend (default: Chopin)');
  addStartOptions(command, defaultSettings()).action(async (composer: string | undefined, options: StartOptions) => {
    try {
      const { planStart } = await import('./start-plan.js');
      const plan = await planStart(composer, options, io);
      if (options.detach) {
        const { detach } = await import('./detach.js');
        await detach(process.argv.slice(2), { socketPath: plan.socketPath, logFile: options.logFile }, io);
      } else {
        const { playLive } = await import('./play-live.js');
        await playLive(plan, options, io);
      }
    } catch (error) {
      if (process.connected) await reportFailure(error);
      throw error;
    }
  });
};
