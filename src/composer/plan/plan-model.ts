import path from 'node:path';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { MODEL_ENDING, type StoredModel } from '../../model/checkpoint/model-names.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { DaemonError } from '../../shared/error.js';
import { modelKind } from '../models/model-kind.js';

/** A note model was used as a plan model. */
export class NotPlanModelError extends DaemonError {
  readonly code = 'MODEL_NOT_PLAN';

  constructor(name: string) {
    super(
      `Model ${name} is not a plan model of this version. Train one with: music-lstm-daemon train --plan --together`,
    );
  }
}

/** A plan network, ready to sample. */
export interface PlanModel {
  readonly model: EventModel;
  /** Composers of its own table. */
  readonly composers: readonly string[];
}

/** The default plan network. */
const HOUSE_PLANS = 'base-plan';

/** The stored plan network for a model file: NAME-plan next to NAME, else the default. */
export const planFileOf = (file: string, models: readonly StoredModel[]): StoredModel | undefined => {
  const own = `${path.basename(file, MODEL_ENDING)}-plan`;
  return models.find(({ name }) => name === own) ?? models.find(({ name }) => name === HOUSE_PLANS);
};

/** Prepares a plan network. Throws a NotPlanModelError for a note model. */
export const loadPlanModel = async (
  engine: Engine,
  { card, weights }: Pick<Checkpoint, 'card' | 'weights'>,
): Promise<PlanModel> => {
  if (modelKind(card) !== 'plan') throw new NotPlanModelError(card.name);
  return { model: await loadEventModel(engine, card.network, weights), composers: card.composers };
};
