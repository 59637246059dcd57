import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceFileBy } from '../../files/replace-file.js';
import { modelTrainingFiles } from '../../training/trainer/training-files.js';
import type { Schedule } from '../../protocol/schedule.js';
import type { DaemonPlan } from '../daemon-plan.js';
import type { TrainingJobRunner } from '../training/training-job-runner.js';
import { saveLikedMoments } from './liked-moments.js';

/** Name of the model made by scheduled trainings, separate from one trained by hand. */
export const nightlyName = (composer: string): string => `${composer}-nightly`;

/** Moves a finished model into place atomically, even across file systems. */
const moveModel = (from: string, to: string): Promise<void> =>
  replaceFileBy(to, (temporary) => copyFile(from, temporary));

/**
 * Trains a composer again, including liked moments, and replaces the model of the last run when done. Throws if no
 * model was made.
 */
export const trainNightly = async (
  { composer, liked, from, minutes }: Extract<Schedule, { kind: 'train' }>,
  { trainingPlaces, sessionFolder }: Pick<DaemonPlan, 'trainingPlaces' | 'sessionFolder'>,
  room: TrainingJobRunner,
): Promise<void> => {
  if (room.isBusy) throw new Error('another training is running');
  const name = nightlyName(composer);
  const desk = await mkdtemp(path.join(tmpdir(), 'music-lstm-night-'));
  try {
    const likedFolder = path.join(desk, 'liked');
    const likedNow = liked ? await saveLikedMoments(sessionFolder, [composer, name], likedFolder) : 0;
    const order = { ...trainingPlaces, composer, name, minutes, models: desk, ...(from === null ? {} : { from }) };
    const learned = await room.learn(likedNow > 0 ? { ...order, liked: likedFolder } : order);
    const made = modelTrainingFiles(desk, trainingPlaces.output, name).model;
    if (!learned || !existsSync(made)) throw new Error('the training made no model');
    await moveModel(made, modelTrainingFiles(trainingPlaces.models, trainingPlaces.output, name).model);
  } finally {
    await rm(desk, { recursive: true, force: true });
  }
};
