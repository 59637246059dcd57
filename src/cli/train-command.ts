import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { addTrainOptions, type TrainOptions } from './train-options.js';

/** `train`: learns composers from a data folder, or chorales from a .json file. */
export const registerTrain = (program: Command, io: CommandIo): void => {
  const command = program
    .command('train')
    .description('Learn composers from folders of MIDI files (or chorales from a .json file).')
    .argument('[composer...]', 'which composers to learn, each a model of its own (default: all in the data folder)');
  addTrainOptions(command).action(async (composers: readonly string[], options: TrainOptions) => {
    const { runTraining } = await import('./run-training.js');
    await runTraining(composers, options, io);
  });
};
