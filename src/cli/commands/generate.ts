import type { Command } from 'commander';
import { LARGEST_SEED } from '../../app/common-options.js';
import type { PieceReport, Skipped } from '../../app/generate/generate-files.js';
import { generateDefaults, type GenerateOptions } from '../../app/generate/generate-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { durationText } from '../duration-text.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { integerFrom, numberFrom, quoteLimitFrom } from '../option-parsers.js';

const help: HelpText = {
  examples: [
    ['generate Chopin --bars 32 --seed 7', '→ output/Chopin_generated_music.mid, the same for the same seed'],
    ['generate Chopin+Joplin', 'a piece by both at once'],
    ['generate Chopin --prime theme.mid', 'goes on from your own music'],
  ],
};

/** The options as commander gives them. */
interface GenerateFlags extends GenerateOptions {
  readonly json: boolean;
}

const { bars, expression, guidance, output, quoteLimit, temperature, topP, variation } = generateDefaults;

const addOptions = (command: Command): Command =>
  command
    .option('-b, --bars <n>', 'length of the piece', integerFrom(1, 1000), bars)
    .option(
      '-t, --temperature <x>',
      'below 1 safer, above 1 wilder, 0 always the likeliest',
      numberFrom(0, 5),
      temperature,
    )
    .option('--top-p <share>', 'draw only from the likeliest that make up this share', numberFrom(0.01, 1), topP)
    .option('--top-k <n>', 'draw only from so many of the likeliest (default: all)', integerFrom(1, 1000))
    .option(
      '--guidance <x>',
      'with the composer so many times as strong, at half the pace',
      numberFrom(0, 10),
      guidance,
    )
    .option(
      '--variation <percent>',
      'how freely bars return: 0 literally, 100 as free as new ones',
      numberFrom(0, 100),
      variation,
    )
    .option(
      '--quote-limit <notes>',
      'most notes in a row as in what it learned, 8 or more, or off',
      quoteLimitFrom,
      quoteLimit,
    )
    .option('--form <form>', 'sections with their bars, "A8 A8 B8 A8", or binary, ternary, aaba, rondo')
    .option('--no-plan', 'play from bar to bar, without a plan of the whole')
    .option('--seed <n>', 'first random number: equal seeds, equal pieces', integerFrom(0, LARGEST_SEED))
    .option('--tempo <bpm>', 'quarter notes a minute (default: as the seed excerpt)', numberFrom(10, 400))
    .option('--expression <percent>', 'how much the tempo may breathe', numberFrom(0, 100), expression)
    .option('--prime <file.mid>', 'go on from this music instead of a random excerpt')
    .option('--data <folder>', 'composers to take the excerpt from (default: data/classical-music-midi)')
    .option('--models <folder>', 'look for models here only')
    .option('-o, --output <file or folder>', 'where the music goes', output)
    .option('--json', 'print one JSON object instead of lines', false)
    .addOption(engineOption());

/** A run is counted from eight notes on. */
const verbatimText = (notes: number | null): string =>
  notes === null ? '' : `, ${notes < 8 ? 'fewer than 8' : `up to ${notes}`} notes in a row as in what it learned`;

const pieceLine = (piece: PieceReport): string => {
  const { file, notes, musicSeconds, seed, source, verbatim, tookSeconds } = piece;
  return (
    `${file}: ${piece.bars} bar${piece.bars === 1 ? '' : 's'}, ${notes} notes, ${durationText(musicSeconds)} of music, ` +
    `seed ${seed}${source === '' ? '' : `, after ${source}`}${verbatimText(verbatim)}, made in ${tookSeconds.toFixed(1)} s\n`
  );
};

/** `generate`: new music in a composer's manner, from a trained model to a MIDI file. */
export const registerGenerate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('generate')
    .description('Write new music as MIDI files: output/<Composer>_generated_music.mid.')
    .argument('[composer...]', 'whose models are to compose (default: every model there is)');
  addOptions(command).action(async (names: readonly string[], { json, ...options }: GenerateFlags) => {
    const { generateFiles } = await import('../../app/generate/generate-files.js');
    const tell = (outcome: PieceReport | Skipped): void => {
      if ('reason' in outcome) io.stderr.write(`${outcome.model}: passed over. ${outcome.reason}\n`);
      else if (!json) io.stdout.write(pieceLine(outcome));
    };
    const result = await generateFiles(names, options, contextOf(io), tell);
    if (json) io.stdout.write(`${JSON.stringify(result)}\n`);
  });
  addHelp(command, help);
};
