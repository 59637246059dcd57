import { open, readdir, readFile, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CheckpointError, GRAMS, decodeCard, decodeCheckpoint, type Checkpoint } from './checkpoint.js';
import type { ModelCard } from './model-card.js';
import { MODEL_ENDING, TRAINING_ENDING, type StoredModel } from './model-names.js';
import { NoModelsError } from './model-store-errors.js';
import { BloomFilter } from './bloom-filter.js';
import { headerEnd, placesOfBytes } from './safetensors.js';
import { nameKey } from '../../shared/names.js';

/** Larger networks could not play in time; reading one would only fill the memory. */
const MAX_BYTES = 512 * 1024 * 1024;

const isNothing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isNothing(error)) return []; // no training has created the folder yet
    throw error;
  }
};

const modelsIn = async (folder: string): Promise<readonly StoredModel[]> => {
  const all = new Set(await namesIn(folder));
  const names = [...all].filter((name) => name.endsWith(MODEL_ENDING) && !name.startsWith('.'));
  const models = await Promise.all(
    names.map(async (fileName) => {
      const file = path.join(folder, fileName);
      const found = await stat(file).catch(() => undefined); // a broken link is no model
      const name = fileName.slice(0, -MODEL_ENDING.length);
      const unfinished = all.has(`${name}${TRAINING_ENDING}`) ? { isUnfinished: true } : {};
      return found?.isFile() && name !== '' ? [{ name, file, folder, bytes: found.size, ...unfinished }] : [];
    }),
  );
  return models.flat();
};

/** The models in some folders, by name; of equal names, ignoring case, the one in the earlier folder. */
export const listModels = async (folders: readonly string[]): Promise<readonly StoredModel[]> => {
  const found: StoredModel[] = [];
  for (const folder of folders) {
    const taken = new Set(found.map(({ name }) => nameKey(name)));
    found.push(...(await modelsIn(folder)).filter(({ name }) => !taken.has(nameKey(name))));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};

/** As `listModels`, but having none at all is an error. */
export const requireModels = async (folders: readonly string[]): Promise<readonly StoredModel[]> => {
  const models = await listModels(folders);
  if (models.length === 0) throw new NoModelsError(folders);
  return models;
};

/** Reads a model; throws a CheckpointError if its file is faulty. */
export const openModel = async ({ file, bytes }: Pick<StoredModel, 'file' | 'bytes'>): Promise<Checkpoint> => {
  if (bytes > MAX_BYTES) throw new CheckpointError(file, 'it is larger than 512 MB');
  let content: Uint8Array;
  try {
    content = new Uint8Array(await readFile(file));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new CheckpointError(file, `it cannot be opened${code}`, { cause });
  }
  return decodeCheckpoint(content, file);
};

const readAt = async (handle: FileHandle, start: number, length: number): Promise<Uint8Array> => {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
};

const readHeader = async (handle: FileHandle, bytes: number): Promise<Uint8Array> =>
  readAt(handle, 0, Math.min(headerEnd(await readAt(handle, 0, 8)), bytes));

const readPart = async <T>(file: string, read: (handle: FileHandle) => Promise<T>): Promise<T> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    return await read(handle);
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    const reason = cause instanceof RangeError ? cause.message : 'it cannot be opened';
    throw new CheckpointError(file, reason, { cause });
  } finally {
    await handle?.close();
  }
};

type ModelFile = Pick<StoredModel, 'file' | 'bytes'>;

/** A model's description, without its weights; throws a CheckpointError if it is unusable. */
export const readCardOf = ({ file, bytes }: ModelFile): Promise<ModelCard> =>
  readPart(file, async (handle) => decodeCard(await readHeader(handle, bytes), file));

/** A model's index of training music, without its weights and unchecked; empty if there is none. */
export const readGramsOf = ({ file, bytes }: ModelFile): Promise<readonly BloomFilter[]> =>
  readPart(file, async (handle) => {
    const grams: BloomFilter[] = [];
    for (const { name, start, length } of placesOfBytes(await readHeader(handle, bytes))) {
      if (!name.startsWith(GRAMS)) continue;
      if (start + length > bytes) throw new RangeError(`tensor ${name} is cut off`);
      grams.push(new BloomFilter(await readAt(handle, start, length)));
    }
    return grams;
  });
