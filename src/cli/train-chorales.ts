import type { Engine } from '../model/runtimes/engine.js';
import { choraleDataset } from '../training/datasets/chorale-dataset.js';
import type { CommandIo } from './command-io.js';
import { readChoraleFile } from '../app/music/chorale-files.js';
import { startingModel } from './train-from.js';
import { trainOneModel } from './train-one-model.js';
import type { TrainOptions } from './train-options.js';

/** Trains the chorale network on the file's train split, validating on its valid split. */
export const trainChorales = async (
  file: string,
  options: TrainOptions,
  engine: Engine,
  io: CommandIo,
): Promise<void> => {
  const music = choraleDataset(await readChoraleFile(file), file, options.seed ?? 1);
  const from = await startingModel(options, io, 'chorale');
  await trainOneModel({ ...music, name: options.name ?? music.name }, options, engine, io, from);
};
