import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileNameOf } from '../../shared/names.js';
import { decodeTrainingState, encodeTrainingState, type SavedTraining } from './training-state.js';

/** Replaces a file as a whole: a reader or a crash sees the old content or the new, never a mixture. */
export const replaceFile = async (file: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
};

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
    model: path.join(models, `${fileName}.safetensors`),
    state: path.join(models, `${fileName}.training`),
    history: path.join(output, `${fileName}_training_loss.jsonl`),
    plot: path.join(output, `${fileName}_training_loss.png`),
  };
};
