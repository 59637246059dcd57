import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import type { BlendableModel } from './blended-model.js';
import { DaemonError } from '../../shared/error.js';
import { aboutModel, type ModelAbout } from './model-about.js';
import { modelKind } from './model-kind.js';
import { nameKey } from '../../shared/names.js';

/** A playable model: a model, or one of its composers. */
export interface PlayableModel extends StoredModel, BlendableModel {
  /** The composer's slot in the model's own table; null for no composer. */
  readonly composer: string | null;
  /** Absent where its description cannot be read. */
  readonly about?: ModelAbout;
}

/** The composers of a model that has primers of several. */
export const composersOf = (card: ModelCard): readonly string[] => {
  const heard = new Set(card.excerpts.map(({ composer }) => composer));
  const learned = card.training.composers ?? card.composers;
  return learned.length > 1 ? learned.filter((composer) => heard.has(composer)) : [];
};

const readQuietly = async (
  model: StoredModel,
  read: (model: StoredModel) => Promise<ModelCard>,
): Promise<ModelCard | undefined> => {
  try {
    return await read(model);
  } catch (error) {
    if (error instanceof DaemonError) return undefined; // reported when it is requested
    throw error;
  }
};

/**
 * All playable models, by name. A model has its own name; the composers of a model of several have theirs, followed by
 * the model's name if another model has that name. Plan models are not playable.
 */
export const playableModels = async (
  models: readonly StoredModel[],
  read: (model: StoredModel) => Promise<ModelCard>,
): Promise<readonly PlayableModel[]> => {
  const taken = new Set(models.map(({ name }) => nameKey(name)));
  const voices: PlayableModel[] = [];
  for (const model of models) {
    const card = await readQuietly(model, read);
    if (card && modelKind(card) === 'plan') continue;
    if (!card) {
      voices.push({ ...model, composer: null });
      continue;
    }
    voices.push({ ...model, composer: null, about: aboutModel(model, card, null) });
    for (const composer of composersOf(card)) {
      const name = taken.has(nameKey(composer)) ? `${composer} (${model.name})` : composer;
      taken.add(nameKey(name));
      voices.push({ ...model, name, composer, about: aboutModel(model, card, composer) });
    }
  }
  return voices.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};
