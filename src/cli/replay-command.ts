import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { ReplayOptions } from './replay-session.js';

/** `replay`: replays a recorded session and verifies its notes. */
export const registerReplay = (program: Command, io: CommandIo): void => {
  program
    .command('replay')
    .description('Replay a session and verify that it matches.')
    .argument('<session>', 'output/sessions/….session.jsonl, or the .mid beside it')
    .option('-o, --output <file.mid>', 'also write the music to this file')
    .option('--models <folder>', 'use only models in this folder')
    .option('--json', 'print one JSON object', false)
    .action(async (session: string, options: ReplayOptions) => {
      const { replaySession } = await import('./replay-session.js');
      await replaySession(session, options, io);
    });
};
