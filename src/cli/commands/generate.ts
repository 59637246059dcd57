import type { Command } from 'commander';
import type { PieceReport, Skipped } from '../../app/generate/generate-files.js';
import { generateDefaults, generateLimits, type GenerateOptions } from '../../app/generate/generate-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { durationText } from '../../shared/duration-text.js';
import { engineOption } from '../engine-option.js';
import { forceOption } from '../force-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { numberWithin, quoteLimitFrom } from '../option-parsers.js';
import { progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  examples: [
    ['generate Chopin --bars 32 --seed 7', '→ output/Chopin_generated_music.mid, the same for the same seed'],
    ['generate Chopin+Joplin', 'one piece in the style of both'],
    ['generate Chopin --prime theme.mid', 'continues your own music'],
  ],
};

/** The options as commander gives them. */
interface GenerateFlags extends GenerateOptions {
  readonly json: boolean;
}

const { bars, expression, guidance, output, quoteLimit, temperature, topP, variation } = generateDefaults;

const addOptions = (command: Command): Command =>
  command
    .option('-b, --bars <n>', 'length of the piece', numberWithin(generateLimits.bars), bars)
    .option(
      '-t, --temperature <x>',
      'below 1 safer, above 1 wilder, 0 always the likeliest note',
      numberWithin(generateLimits.temperature),
      temperature,
    )
    .option('--top-p <share>', 'nucleus sampling: cumulative probability p', numberWithin(generateLimits.topP), topP)
    .option('--top-k <n>', 'sample only from the n likeliest (default: all)', numberWithin(generateLimits.topK))
    .option(
      '--guidance <x>',
      'guidance scale (1 = off); other values halve the speed',
      numberWithin(generateLimits.guidance),
      guidance,
    )
    .option(
      '--variation <percent>',
      'how freely bars are repeated: 0 exactly, 100 as freely as new ones',
      numberWithin(generateLimits.variation),
      variation,
    )
    .option(
      '--quote-limit <notes>',
      'most notes in a row that may match the training music, 8 or more, or off',
      quoteLimitFrom,
      quoteLimit,
    )
    .option('--form <form>', 'sections with their lengths in bars, "A8 A8 B8 A8", or binary, ternary, aaba, rondo')
    .option('--no-plan', 'do not plan the piece ahead')
    .option(
      '--seed <n>',
      'number that starts the randomness: same seed, same pieces',
      numberWithin(generateLimits.seed),
    )
    .option('--tempo <bpm>', 'quarter notes per minute (default: as in the primer)', numberWithin(generateLimits.tempo))
    .option(
      '--expression <percent>',
      'how much rubato; 0 is strict time',
      numberWithin(generateLimits.expression),
      expression,
    )
    .option('--prime <file.mid>', 'start from this music instead of a random primer')
    .option('--data <folder>', 'folder of composers to take the primer from (default: data/classical-music-midi)')
    .option('--models <folder>', 'use only models in this folder')
    .option('-o, --output <file or folder>', 'where to write the music', output)
    .addOption(forceOption())
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

/** `generate`: new music in a composer's style, from a trained model to a MIDI file. */
export const registerGenerate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('generate')
    .description('Write new music as MIDI files: output/<Composer>_generated_music.mid.')
    .argument('[composer...]', 'composers, or models, that write (default: all)');
  addOptions(command).action(async (names: readonly string[], { json, ...options }: GenerateFlags) => {
    const { generateFiles } = await import('../../app/generate/generate-files.js');
    const tell = (outcome: PieceReport | Skipped): void => {
      if ('reason' in outcome) io.stderr.write(`${outcome.model}: skipped. ${outcome.reason}\n`);
      else if (!json) io.stdout.write(pieceLine(outcome));
    };
    const progress = progressLine(io, (bars, of) => `bar ${bars} of ${of}`);
    const result = await generateFiles(names, options, { ...contextOf(io), progress }, tell);
    if (json) io.stdout.write(`${JSON.stringify(result)}\n`);
  });
  addHelp(command, help);
};
