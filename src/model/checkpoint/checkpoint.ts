import { createHash } from 'node:crypto';
import { DaemonError } from '../../shared/error.js';
import { invalidText } from '../../shared/invalid-value.js';
import { sameShape } from '../graph/tensor.js';
import { BloomFilter } from './bloom-filter.js';
import { parametersOf, type Weights } from '../networks/parameters.js';
import { modelCardSchema, type ModelCard } from './model-card.js';
import {
  decodeMetadata,
  decodeSafeTensors,
  encodeSafeTensors,
  isWeights,
  type StoredTensor,
  type StoredType,
  type StoredWeights,
} from './safetensors.js';

/** A trained network: its description and its weights. */
export interface Checkpoint {
  readonly card: ModelCard;
  readonly weights: Weights;
  /** Index of its training music, for detecting quotations; absent in models without one. */
  readonly grams?: readonly BloomFilter[];
}

/** A file that is not a usable model: damaged, cut off, or of another program. */
export class CheckpointError extends DaemonError {
  readonly code = 'CHECKPOINT_UNUSABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Model ${file} cannot be used: ${reason}. Train it again, or restore the file.`, options);
  }
}

/** SHA-256 over the card and every weight, so that one flipped bit is noticed. */
const digest = (card: string, tensors: readonly StoredTensor[]): string => {
  const hash = createHash('sha256').update(card);
  for (const { name, values } of tensors) {
    hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
};

/** Rounded as they will be read back. */
const widened = (tensor: StoredWeights): StoredTensor => {
  const [stored] = decodeSafeTensors(encodeSafeTensors({ metadata: {}, tensors: [tensor] })).tensors;
  return stored;
};

/** Prefix of the tensors that hold the index of training music. */
export const GRAMS = 'grams.';

const storedGrams = (grams: readonly BloomFilter[]): StoredTensor[] =>
  grams.map(({ bytes }, i) => ({ name: `${GRAMS}${i}`, shape: [bytes.length], type: 'U8', values: bytes }));

const gramsOf = (tensors: readonly StoredTensor[]): Pick<Checkpoint, 'grams'> => {
  const grams = tensors.flatMap((tensor) =>
    !isWeights(tensor) && tensor.name.startsWith(GRAMS) ? [new BloomFilter(tensor.values)] : [],
  );
  return grams.length > 0 ? { grams } : {};
};

/** The bytes of a model file. Stored as F16, weights lose about three decimal digits and half their size. */
export const encodeCheckpoint = ({ card, weights, grams = [] }: Checkpoint, type: StoredType = 'F16'): Uint8Array => {
  const stored = parametersOf(card.network).map(({ name, shape }): StoredTensor => {
    const values = weights.get(name);
    if (values === undefined) throw new Error(`weights lack ${name}`);
    return widened({ name, shape, type, values });
  });
  const tensors = [...stored, ...storedGrams(grams)];
  const json = JSON.stringify(modelCardSchema.parse(card));
  return encodeSafeTensors({ metadata: { card: json, sha256: digest(json, tensors) }, tensors });
};

const readCard = (json: string | undefined): ModelCard => {
  if (json === undefined) throw new RangeError('it is not a model of this program');
  const card: unknown = JSON.parse(json);
  const parsed = modelCardSchema.safeParse(card);
  if (!parsed.success) {
    const problem = invalidText(modelCardSchema, card, parsed.error);
    throw new RangeError(`its description is not one that this version reads (${problem})`);
  }
  return parsed.data;
};

const areFinite = (values: Float32Array): boolean => {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
};

/** Refuses sizes for which the file has no weights, before anything is allocated for them. */
const checkSizes = ({ network }: ModelCard, tensors: readonly StoredTensor[]): void => {
  const most = tensors.reduce((largest, { values }) => Math.max(largest, values.length), 0);
  const { schema, embedding, units, layers, headUnits } = network;
  const sizes = [embedding, units, headUnits, ...schema.map(({ size }) => size)];
  if (layers > tensors.length || schema.length > tensors.length || sizes.some((size) => size > most)) {
    throw new RangeError('its description is of a larger network than it holds');
  }
};

const checkWeights = (card: ModelCard, tensors: readonly StoredTensor[]): Weights => {
  const stored = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return new Map(
    parametersOf(card.network).map(({ name, shape }) => {
      const tensor = stored.get(name);
      if (!tensor || !isWeights(tensor) || !sameShape(tensor.shape, shape))
        throw new RangeError(`weights ${name} are missing or misshapen`);
      if (!areFinite(tensor.values)) throw new RangeError(`weights ${name} are not all numbers`);
      return [name, tensor.values];
    }),
  );
};

/** What is wrong with a file, as its user reads it. */
const asCheckpointError = (file: string, cause: unknown): unknown => {
  if (cause instanceof RangeError) return new CheckpointError(file, cause.message, { cause });
  return cause instanceof SyntaxError ? new CheckpointError(file, 'its description is not JSON', { cause }) : cause;
};

/** Reads a model file; throws a CheckpointError, before any weight is used, if it is incomplete or not ours. */
export const decodeCheckpoint = (bytes: Uint8Array, file: string): Checkpoint => {
  try {
    const { metadata, tensors } = decodeSafeTensors(bytes);
    const card = readCard(metadata.card);
    if (metadata.sha256 !== digest(metadata.card, tensors)) throw new RangeError('its checksum does not match');
    checkSizes(card, tensors);
    return { card, weights: checkWeights(card, tensors), ...gramsOf(tensors) };
  } catch (cause) {
    throw asCheckpointError(file, cause);
  }
};

/** The description alone, from the bytes up to the end of the header; only its schema is checked. */
export const decodeCard = (bytes: Uint8Array, file: string): ModelCard => {
  try {
    return readCard(decodeMetadata(bytes).card);
  } catch (cause) {
    throw asCheckpointError(file, cause);
  }
};
