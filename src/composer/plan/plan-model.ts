import path from 'node:path';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { MODEL_ENDING, listModels, openModel, type StoredModel } from '../../model/checkpoint/model-store.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import type { Engine } from '../../model/runtimes/engine.js';

/** Opens the network whose plans the model in a file plays, from the models in some folders; undefined without one. */
export const openPlansFrom =
  (folders: readonly string[]) =>
  async (file: string): Promise<Checkpoint | undefined> => {
    const stored = planFileOf(file, await listModels([path.dirname(file), ...folders]));
    return stored && openModel(stored);
  };

/** A plan network ready to draw. */
export interface PlanModel {
  readonly model: EventModel;
  /** Composers of its own table. */
  readonly composers: readonly string[];
}

/** The network whose plans a model plays that has none of its own. */
const HOUSE_PLANS = 'base-plan';

/** The stored network whose plans the model in a file plays: NAME-plan beside NAME, else the house's. */
export const planFileOf = (file: string, models: readonly StoredModel[]): StoredModel | undefined => {
  const own = `${path.basename(file, MODEL_ENDING)}-plan`;
  return models.find(({ name }) => name === own) ?? models.find(({ name }) => name === HOUSE_PLANS);
};

export const loadPlanModel = async (engine: Engine, { card, weights }: Checkpoint): Promise<PlanModel> => ({
  model: await loadEventModel(engine, card.network, weights),
  composers: card.composers,
});
