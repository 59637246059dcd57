import { setPriority } from 'node:os';
import { LOW_PRIORITY } from '../../workers/shared/child-process.js';
import { chooseEngine, trainingThreads } from '../choose-engine.js';
import { oneChoraleFile } from '../music/chorale-files.js';
import { trainChorales } from './train-chorales.js';
import { trainComposers } from './train-composers.js';
import type { TrainContext } from './train-event.js';
import type { TrainOptions } from './train-options.js';

/**
 * Learns what `data` names: composers, each a model of its own or all one model, or the chorales of a file. An
 * interruption ends it in good order, with all that it takes to go on later.
 */
export const train = async (
  composers: readonly string[],
  options: TrainOptions,
  context: TrainContext,
): Promise<void> => {
  const { background } = options;
  // before any thread is made, since threads keep the priority they begin with
  if (background) setPriority(LOW_PRIORITY);
  const threads = options.threads ?? Math.max(1, trainingThreads() - (background ? 1 : 0));
  const engine = await chooseEngine(options.engine, threads, context, !background);
  const chorales = oneChoraleFile(options.data);
  if (chorales !== undefined) await trainChorales(chorales, options, engine, context);
  else await trainComposers(composers, options, engine, context);
};
