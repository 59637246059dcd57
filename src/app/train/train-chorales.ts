import type { Engine } from '../../model/runtimes/engine.js';
import { choraleDataset } from '../../training/datasets/chorale-dataset.js';
import { readChoraleFile } from '../music/chorale-files.js';
import { startingModel } from './starting-model.js';
import type { TrainContext } from './train-event.js';
import { trainOneModel } from './train-model.js';
import type { TrainOptions } from './train-options.js';

/** Trains the chorale network on the file's train split, validating on its valid split. */
export const trainChorales = async (
  file: string,
  options: TrainOptions,
  engine: Engine,
  context: TrainContext,
): Promise<void> => {
  const music = choraleDataset(await readChoraleFile(file), file, options.seed ?? 1);
  const from = await startingModel(options, context, 'chorale');
  await trainOneModel({ ...music, name: options.name ?? music.name }, options, engine, context, from);
};
