import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { MODEL_ENDING, TRAINING_ENDING } from '../../model/checkpoint/model-names.js';
import { replaceFile } from '../../files/replace-file.js';
import { fileNameOf } from '../../shared/names.js';
import { decodeTrainingState, encodeTrainingState, type SavedTraining } from './training-state.js';

/** The files of one run. */
export interface TrainingFiles {
  /** The best model so far. */
  readonly model: string;
  /** State for --resume. */
  readonly state: string;
  /** Loss history, JSON lines. */
  readonly history: string;
  /** Loss history, picture. */
  readonly plot: string;
}

export const saveTraining = (files: TrainingFiles, saved: SavedTraining): Promise<void> =>
  replaceFile(files.state, encodeTrainingState(saved));

/** The run to continue, or undefined if there is none. */
export const loadTraining = async (files: TrainingFiles, fingerprint: string): Promise<SavedTraining | undefined> => {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(files.state));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return decodeTrainingState(bytes, files.state, fingerprint);
};

/** Deletes the state after a finished run. */
export const forgetTraining = (files: TrainingFiles): Promise<void> => rm(files.state, { force: true });

/** The files of the model `name`: model and state in `models`, loss history in `output`. */
export const modelTrainingFiles = (models: string, output: string, name: string): TrainingFiles => {
  const fileName = fileNameOf(name);
  return {
    model: path.join(models, `${fileName}${MODEL_ENDING}`),
    state: path.join(models, `${fileName}${TRAINING_ENDING}`),
    history: path.join(output, `${fileName}_training_loss.jsonl`),
    plot: path.join(output, `${fileName}_training_loss.png`),
  };
};
