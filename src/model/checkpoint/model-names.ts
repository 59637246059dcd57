import { ModelAmbiguousError, ModelNotFoundError } from './model-store-errors.js';
import { nameKey } from '../../shared/names.js';

/** A file that should hold a model; not read yet. */
export interface StoredModel {
  /** The file's name without its extension, by which the model is chosen. It contains no path. */
  readonly name: string;
  readonly file: string;
  readonly folder: string;
  readonly bytes: number;
  /** Whether the state of a training that was cut short lies beside it. */
  readonly isUnfinished?: boolean;
}

export const MODEL_ENDING = '.safetensors';

/** How the file ends that holds, beside a model, the state of its training until that is finished. */
export const TRAINING_ENDING = '.training';

/**
 * The model for a name: the exact name, else ignoring case, else the one that begins with it. The name is only
 * compared, never used as a path.
 */
export const findModel = <Named extends { readonly name: string }>(models: readonly Named[], wanted: string): Named => {
  const lower = nameKey(wanted);
  const exact = models.find(({ name }) => name === wanted) ?? models.find(({ name }) => nameKey(name) === lower);
  if (exact) return exact;
  const begun = lower === '' ? [] : models.filter(({ name }) => nameKey(name).startsWith(lower));
  const names = (begun.length > 0 ? begun : models).map(({ name }) => name);
  if (begun.length > 1) throw new ModelAmbiguousError(wanted, names);
  if (begun.length === 0) throw new ModelNotFoundError(wanted, names);
  return begun[0];
};
