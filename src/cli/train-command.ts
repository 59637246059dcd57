import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { addTrainOptions, type TrainOptions } from './train-options.js';

/** `train`: trains models on a data folder, or on chorales from a .json file. */
export const registerTrain = (program: Command, io: CommandIo): void => {
  const command = program
    .command('train')
    .description('Train models on folders of MIDI files (or on chorales from a .json file).')
    .argument('[composer...]', 'composers to train, one model each (default: all in the data folder)');
  addTrainOptions(command).action(async (composers: readonly string[], options: TrainOptions) => {
    const { runTraining } = await import('./run-training.js');
    await runTraining(composers, options, io);
  });
};
