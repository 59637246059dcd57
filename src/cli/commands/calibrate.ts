import type { Command } from 'commander';
import { calibrateDefaults, type CalibrateOptions } from '../../app/calibrate/calibrate-options.js';
import { DEFAULT_DATA, LARGEST_SEED } from '../../app/common-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { addHelp, type HelpText } from '../help-text.js';
import { collectTexts, integerFrom } from '../option-parsers.js';
import { progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  notes: [
    'Melodies, rhythms and chords that a model writes drift away from those it learned. In rounds, it writes pieces as it does by default; what it does more often than works that it was trained on becomes less likely, what it does more seldom more likely. Calibrate a model after training; a model trained on from it with --from has to be calibrated again.',
  ],
  examples: [['calibrate base --data music --exclude giantmidi', 'fits the calibration and writes it into the model']],
};

const addOptions = (command: Command): Command =>
  command
    .option('--data <folder>', `what the model was trained on (repeatable; default: ${DEFAULT_DATA})`, collectTexts)
    .option(
      '--exclude <text>',
      'leave out files whose path contains this, as in training (repeatable)',
      collectTexts,
      [],
    )
    .option(
      '--works <n>',
      'works that it is compared with, and pieces that it writes in every round',
      integerFrom(1, 10_000),
      calibrateDefaults.works,
    )
    .option('--bars <n>', 'bars of each', integerFrom(1, 1000), calibrateDefaults.bars)
    .option('--rounds <n>', 'rounds', integerFrom(1, 100), calibrateDefaults.rounds)
    .option('--seed <n>', 'number that starts the randomness', integerFrom(0, LARGEST_SEED), calibrateDefaults.seed)
    .option('--models <folder>', 'use only models in this folder');

/** `calibrate`: makes what a model writes as real music is on average. */
export const registerCalibrate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('calibrate')
    .description('Correct what a model does too often or too seldom when it goes on from its own music.')
    .argument('<model>', 'name of a piano model, or path of a .safetensors file; the file is changed');
  addOptions(command).action(async (model: string, options: CalibrateOptions) => {
    const { calibrateModel } = await import('../../app/calibrate/calibrate-model.js');
    const { calibrationText } = await import('../reports/calibration-report.js');
    const progress = progressLine(io, (pieces, of) => `piece ${pieces} of ${of} in this round`);
    io.stdout.write(calibrationText(await calibrateModel(model, options, { ...contextOf(io), progress })));
  });
  addHelp(command, help);
};
