import type { Command } from 'commander';
import { LARGEST_SEED } from '../../app/common-options.js';
import { harmonizeDefaults, type HarmonizeOptions } from '../../app/harmonize/harmonize-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { engineOption } from '../engine-option.js';
import { forceOption } from '../force-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { integerFrom, numberFrom } from '../option-parsers.js';
import { percentText, progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  notes: [
    'The melody is read in sixteenths, in its own tempo and metre. When a voice keeps its pitch, its note is held. Changes to the melody are reported.',
  ],
  examples: [
    ['harmonize tune.mid', '→ output/tune_harmonized.mid, with the tracks Soprano, Alto, Tenor and Bass'],
    ['harmonize tune.mid -o four.mid --seed 7 --samples 4', 'the likeliest of four, the same for the same seed'],
  ],
};

/** The options as commander gives them. */
interface HarmonizeFlags extends HarmonizeOptions {
  readonly json: boolean;
}

const { model, output, particles, samples, temperature, topP } = harmonizeDefaults;

const addOptions = (command: Command): Command =>
  command
    .option(
      '-t, --temperature <x>',
      'below 1 safer, above 1 wilder, 0 always the likeliest note',
      numberFrom(0, 5),
      temperature,
    )
    .option('--top-p <share>', 'nucleus sampling: cumulative probability p', numberFrom(0.01, 1), topP)
    .option('--seed <n>', 'number that starts the randomness: same seed, same harmonies', integerFrom(0, LARGEST_SEED))
    .option('--samples <n>', 'make n harmonisations and keep the likeliest', integerFrom(1, 100), samples)
    .option(
      '--particles <n>',
      'harmonies followed at once, so that chords lead where the melody goes; 1 looks only at the past',
      integerFrom(1, 256),
      particles,
    )
    .option('--model <model>', 'the chorale model', model)
    .option('--models <folder>', 'use only models in this folder')
    .option('-o, --output <file or folder>', 'where to write the music', output)
    .addOption(forceOption())
    .option('--json', 'print one JSON object instead of a line', false)
    .addOption(engineOption());

/** `harmonize`: alto, tenor and bass below a given soprano, from one MIDI file to another. */
export const registerHarmonize = (program: Command, io: CommandIo): void => {
  const command = program
    .command('harmonize')
    .description('Add alto, tenor and bass to a melody: output/<name>_harmonized.mid.')
    .argument('<soprano.mid>', 'the melody; of several voices, the highest');
  addOptions(command).action(async (melody: string, { json, ...options }: HarmonizeFlags) => {
    const { harmonizeFile } = await import('../../app/harmonize/harmonize-file.js');
    const harmony = await harmonizeFile(melody, options, {
      ...contextOf(io),
      progress: progressLine(io, percentText('harmonised')),
    });
    const { file, notes, chords, seed, natsPerToken, tookSeconds } = harmony;
    const text =
      `${file}: ${notes} notes in four voices, ${chords} chords, seed ${seed}, ` +
      `${natsPerToken.toFixed(3)} nats per token, made in ${tookSeconds.toFixed(1)} s`;
    io.stdout.write(`${json ? JSON.stringify(harmony) : text}\n`);
  });
  addHelp(command, help);
};
