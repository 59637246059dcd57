import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { loadEventModel } from '../../model/sampling/event-model.js';
import { DaemonError } from '../../shared/error.js';
import { modelKind } from '../model-kind.js';
import { composerSlot } from '../seed-excerpt.js';
import { PlanDrawer } from './plan-drawer.js';
import type { PlanSampling } from './plan-sampling.js';

/** A model of music was to draw plans. */
export class NotPlanModelError extends DaemonError {
  readonly code = 'MODEL_NOT_PLAN';

  constructor(name: string) {
    super(`Model ${name} writes no plans of this version. Train one with: music-lstm-daemon train --plan --together`);
  }
}

/** A plan network made ready. */
export interface OpenedPlanDrawer {
  readonly drawer: PlanDrawer;
  /** The slot of a composer by name; undefined where the network does not know him. */
  readonly slotOf: (composer: string) => number | undefined;
  readonly close: () => Promise<void>;
}

/** Readies a plan model on an engine. Throws a NotPlanModelError for any other model. */
export const openPlanDrawer = async (
  engine: Engine,
  { card, weights }: Pick<Checkpoint, 'card' | 'weights'>,
  sampling?: PlanSampling,
): Promise<OpenedPlanDrawer> => {
  if (modelKind(card) !== 'plan') throw new NotPlanModelError(card.name);
  const model = await loadEventModel(engine, card.network, weights);
  return {
    drawer: new PlanDrawer(model, sampling),
    slotOf: (composer) => composerSlot(card, composer),
    close: () => model.close(),
  };
};
