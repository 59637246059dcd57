import { setPriority } from 'node:os';
import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import { chooseEngine, trainingThreads } from './engine-choice.js';
import { isChoraleFile } from './read-chorale-file.js';
import { trainChorales } from './train-chorales.js';
import { trainComposers } from './train-composers.js';
import { addTrainOptions, type TrainOptions } from './train-options.js';

const LOW_PRIORITY = 15;

/** Before any thread is made, since threads keep the priority they begin with. A daemon that has gone ends it. */
const stayInBackground = (): void => {
  setPriority(LOW_PRIORITY);
  if (!process.connected) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGINT'));
  process.channel?.unref();
};

/** `train`: learns composers from a data folder, or chorales from a .json file. */
export const registerTrain = (program: Command, io: CommandIo): void => {
  const command = program
    .command('train')
    .description('Learn composers from folders of MIDI files (or chorales from a .json file).')
    .argument('[composer...]', 'which composers to learn, each a model of its own (default: all in the data folder)');
  addTrainOptions(command).action(async (composers: readonly string[], options: TrainOptions) => {
    const { background } = options;
    if (background) stayInBackground();
    const threads = options.threads ?? Math.max(1, trainingThreads() - (background ? 1 : 0));
    const engine = await chooseEngine(options.engine, threads, io, !background);
    if (isChoraleFile(options.data)) await trainChorales(options, engine, io);
    else await trainComposers(composers, options, engine, io);
  });
};
