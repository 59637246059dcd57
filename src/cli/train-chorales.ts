import { readFile } from 'node:fs/promises';
import { ChoraleFileError, readChorales } from '../encoding/chorale-file.js';
import type { Engine } from '../model/runtimes/engine.js';
import { choraleMusic } from '../training/chorale-music.js';
import type { CommandIo } from './command-io.js';
import { trainOneModel } from './train-one-model.js';
import type { TrainOptions } from './train-options.js';

const readText = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ChoraleFileError(file, 'it cannot be opened', { cause });
  }
};

/** Trains the chorale network on the file's train split, validating on its valid split. */
export const trainChorales = async (options: TrainOptions, engine: Engine, io: CommandIo): Promise<void> => {
  const splits = readChorales(await readText(options.data), options.data);
  const music = choraleMusic(splits, options.data, options.seed ?? 1);
  await trainOneModel({ ...music, name: options.name ?? music.name }, options, engine, io);
};
