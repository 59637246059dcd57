import { setPriority } from 'node:os';
import { contextOf, type CommandIo } from './command-io.js';
import { chooseEngine, trainingThreads } from '../app/choose-engine.js';
import { oneChoraleFile } from '../app/music/chorale-files.js';
import { trainChorales } from './train-chorales.js';
import { trainComposers } from './train-composers.js';
import type { TrainOptions } from './train-options.js';

const LOW_PRIORITY = 15;

/** Before any thread is made, since threads keep the priority they begin with. A daemon that has gone ends it. */
const stayInBackground = (): void => {
  setPriority(LOW_PRIORITY);
  if (!process.connected) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGINT'));
  process.channel?.unref();
};

/** Learns what `--data` names: composers, or the chorales of a file. */
export const runTraining = async (
  composers: readonly string[],
  options: TrainOptions,
  io: CommandIo,
): Promise<void> => {
  const { background } = options;
  if (background) stayInBackground();
  const threads = options.threads ?? Math.max(1, trainingThreads() - (background ? 1 : 0));
  const engine = await chooseEngine(options.engine, threads, contextOf(io), !background);
  const chorales = oneChoraleFile(options.data);
  if (chorales !== undefined) await trainChorales(chorales, options, engine, io);
  else await trainComposers(composers, options, engine, io);
};
