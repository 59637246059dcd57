import { modelKind, type ModelKind } from '../../composer/models/model-kind.js';
import { playableModels } from '../../composer/models/playable-models.js';
import type { Playable } from '../../protocol/live-event.js';
import { CheckpointError } from '../../model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { listModels, openModel, readCardOf } from '../../model/checkpoint/model-store.js';
import { parametersOf } from '../../model/networks/parameters.js';
import { sizeOf } from '../../model/graph/tensor.js';

/** What a model file says of itself. */
export interface ModelFacts {
  readonly usable: true;
  readonly model: string;
  readonly kind: ModelKind;
  readonly composers: readonly string[];
  readonly folder: string;
  readonly fileBytes: number;
  readonly network: { readonly kind: string; readonly layers: number; readonly units: number };
  /** Weights. */
  readonly parameters: number;
  readonly training: ModelCard['training'];
  readonly validation: ModelCard['validation'];
  readonly excerpts: number;
  /** Whether its training was cut short. */
  readonly isUnfinished: boolean;
}

/** A file among the models that is none, or none for this version. */
export interface ModelFault {
  readonly usable: false;
  readonly model: string;
  readonly folder: string;
  readonly reason: string;
}

const factsOf = ({ name, folder, bytes, isUnfinished = false }: StoredModel, kind: ModelKind, card: ModelCard): ModelFacts => ({
  usable: true,
  model: name,
  kind,
  composers: card.composers,
  folder,
  fileBytes: bytes,
  network: { kind: card.network.kind, layers: card.network.layers, units: card.network.units },
  parameters: parametersOf(card.network).reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  training: card.training,
  validation: card.validation,
  excerpts: card.excerpts.length,
  isUnfinished,
});

/** Reads one model whole, since only its checksum tells whether it is undamaged. */
const readModelFacts = async (stored: StoredModel): Promise<ModelFacts | ModelFault> => {
  const { name: model, folder } = stored;
  try {
    const { card } = await openModel(stored);
    const kind = modelKind(card);
    if (kind) return factsOf(stored, kind, card);
    return {
      usable: false,
      model,
      folder,
      reason: `It uses the encoding ${card.encoding}, which this version cannot play.`,
    };
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    return { usable: false, model, folder, reason: error.message };
  }
};

/** What the files of all models in some folders tell, in order of name. */
export const listModelFacts = async (folders: readonly string[]): Promise<readonly (ModelFacts | ModelFault)[]> => {
  const found: (ModelFacts | ModelFault)[] = [];
  for (const stored of await listModels(folders)) found.push(await readModelFacts(stored)); // one in memory at a time
  return found;
};

/** Whoever can be asked for by name: models, and composers that they know. */
export const listPlayable = async (folders: readonly string[]): Promise<readonly Playable[]> =>
  (await playableModels(await listModels(folders), readCardOf)).map(({ name, about }) => ({
    name,
    model: about?.model ?? name,
    notes: about?.notes ?? null,
    isUnfinished: about?.isUnfinished ?? false,
  }));
