import type { Command } from 'commander';
import { LARGEST_SEED } from '../../app/common-options.js';
import { harmonizeDefaults, type HarmonizeOptions } from '../../app/harmonize/harmonize-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { integerFrom, numberFrom } from '../option-parsers.js';

const help: HelpText = {
  notes: [
    'The melody is read by sixteenths, in its own tempo and metre; a voice that keeps its pitch is one held note. What had to be changed is told.',
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
      'below 1 safer, above 1 wilder, 0 always the likeliest',
      numberFrom(0, 5),
      temperature,
    )
    .option('--top-p <share>', 'draw only from the likeliest that make up this share', numberFrom(0.01, 1), topP)
    .option('--seed <n>', 'first random number: equal seeds, equal harmonies', integerFrom(0, LARGEST_SEED))
    .option('--samples <n>', 'make so many and keep the likeliest', integerFrom(1, 100), samples)
    .option(
      '--particles <n>',
      'harmonies tried side by side, so that chords lead where the melody goes; 1 looks at the past alone',
      integerFrom(1, 256),
      particles,
    )
    .option('--model <model>', 'the chorale model', model)
    .option('--models <folder>', 'look for models here only')
    .option('-o, --output <file or folder>', 'where the music goes', output)
    .option('--json', 'print one JSON object instead of a line', false)
    .addOption(engineOption());

/** `harmonize`: alto, tenor and bass below a given soprano, from one MIDI file to another. */
export const registerHarmonize = (program: Command, io: CommandIo): void => {
  const command = program
    .command('harmonize')
    .description('Add alto, tenor and bass to a melody: output/<name>_harmonized.mid.')
    .argument('<soprano.mid>', 'the melody; of several voices the top line');
  addOptions(command).action(async (melody: string, { json, ...options }: HarmonizeFlags) => {
    const { harmonizeFile } = await import('../../app/harmonize/harmonize-file.js');
    const harmony = await harmonizeFile(melody, options, contextOf(io));
    const { file, notes, chords, seed, natsPerToken, tookSeconds } = harmony;
    const text =
      `${file}: ${notes} notes in four voices, ${chords} chords, seed ${seed}, ` +
      `${natsPerToken.toFixed(3)} nats per token, made in ${tookSeconds.toFixed(1)} s`;
    io.stdout.write(`${json ? JSON.stringify(harmony) : text}\n`);
  });
  addHelp(command, help);
};
