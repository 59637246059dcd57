import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BlendableModel } from '../../composer/models/blended-model.js';
import { modelKind, type ModelKind } from '../../composer/models/model-kind.js';
import { playableModels, type PlayableModel } from '../../composer/models/playable-models.js';
import { CheckpointError, type Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { findModel, MODEL_ENDING } from '../../model/checkpoint/model-names.js';
import { openModel, readCardOf, requireModels } from '../../model/checkpoint/model-store.js';

/** A playable model, read. */
export interface NamedModel extends Omit<BlendableModel, 'file'> {
  readonly kind: ModelKind;
  readonly checkpoint: Checkpoint;
  /** The network whose plans it plays; without one it plays from bar to bar. */
  readonly plans?: Checkpoint;
}

const modelAt = async (file: string): Promise<PlayableModel> => {
  const found = await stat(file).catch((cause: unknown) => {
    throw new CheckpointError(file, 'it cannot be opened', { cause });
  });
  return {
    name: path.basename(file, MODEL_ENDING),
    file,
    folder: path.dirname(file),
    bytes: found.size,
    composer: null,
  };
};

/** A model of a name in `folders`, a composer that a model knows, or the .safetensors file that a path leads to. */
export const findNamedModel = async (wanted: string, folders: readonly string[]): Promise<PlayableModel> =>
  wanted.endsWith(MODEL_ENDING)
    ? modelAt(wanted)
    : findModel(await playableModels(await requireModels(folders), readCardOf), wanted);

/** The model that `findNamedModel` finds, read. */
export const openNamedModel = async (wanted: string, folders: readonly string[]): Promise<NamedModel> => {
  const stored = await findNamedModel(wanted, folders);
  const checkpoint = await openModel(stored);
  const kind = modelKind(checkpoint.card);
  if (kind) return { name: stored.name, composer: stored.composer, kind, checkpoint };
  throw new CheckpointError(stored.file, `its vocabulary ${checkpoint.card.encoding} is not one this version knows`);
};
