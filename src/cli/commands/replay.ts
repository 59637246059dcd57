import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import type { ReplayOptions } from '../../app/replay/replay-session.js';

/** `replay`: composes a recorded session again, note for note. */
export const registerReplay = (program: Command, io: CommandIo): void => {
  program
    .command('replay')
    .description('Compose a recorded session again, and say whether it is the same.')
    .argument('<session>', 'output/sessions/….session.jsonl, or the .mid beside it')
    .option('-o, --output <file.mid>', 'also write the music to this file')
    .option('--models <folder>', 'look for models here only')
    .option('--json', 'print one JSON object', false)
    .action(async (session: string, options: ReplayOptions) => {
      const { replaySession } = await import('../../app/replay/replay-session.js');
      await replaySession(session, options, io);
    });
};
