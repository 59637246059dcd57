import type { Command } from 'commander';
import type { ReplayOptions } from '../../app/replay/replay-session.js';
import { DaemonError } from '../../shared/error.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { forceOption } from '../force-option.js';
import { addHelp } from '../help-text.js';

/** The replay is another music. */
class ReplayDiffersError extends DaemonError {
  readonly code = 'REPLAY_DIFFERS';
}

const MOST_DIFFERENCES = 3;

/** `replay`: composes a recorded session again, note for note; fails where the music differs. */
export const registerReplay = (program: Command, io: CommandIo): void => {
  const command = program
    .command('replay')
    .description('Replay a session and verify that it matches.')
    .argument('<session>', 'output/sessions/….session.jsonl, or the .mid beside it')
    .option('-o, --output <file.mid>', 'also write the music to this file')
    .addOption(forceOption())
    .option('--models <folder>', 'use only models in this folder')
    .option('--json', 'print one JSON object', false)
    .action(async (session: string, { json, ...options }: ReplayOptions & { readonly json: boolean }) => {
      const { replaySession } = await import('../../app/replay/replay-session.js');
      const { notes, recorded, differences } = await replaySession(session, options, contextOf(io));
      const same = differences.length === 0;
      if (json) io.stdout.write(`${JSON.stringify({ notes, recorded, same })}\n`);
      if (!same) {
        const first = differences.slice(0, MOST_DIFFERENCES).join('; ');
        throw new ReplayDiffersError(`The replay differs (${notes} notes, ${recorded} recorded): ${first}.`);
      }
      if (!json) io.stdout.write(`${notes} notes replayed, all as recorded\n`);
    });
  addHelp(command, {
    examples: [['replay output/sessions/x.session.jsonl', 'exit code 0 if every note is the same']],
  });
};
