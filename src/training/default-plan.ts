import type { EventSchema } from '../model/event-schema.js';
import { defaultAdam } from '../model/networks/adam.js';
import {
  DEFAULT_KIND,
  hyperparameters,
  type NetworkKindName,
  type OwnSize,
  type OwnSizeName,
} from '../model/networks/hyperparameters.js';
import { networkKinds, type NetworkConfig } from '../model/networks/network-kinds.js';
import { scheduleShape } from './trainer/learning-rate.js';
import type { TrainingPlan } from './trainer/training-plan.js';

/** What the command line may change of a plan. */
export interface PlanChanges extends Readonly<Partial<Record<OwnSizeName, number>>> {
  readonly network?: NetworkKindName;
  readonly units?: number;
  readonly layers?: number;
  readonly embedding?: number;
  readonly headUnits?: number;
  readonly dropout?: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly batch?: number;
  readonly steps?: number;
  readonly passes?: number;
  readonly patience?: number;
  readonly seed?: number;
}

/** About as much music as half an hour on two cores takes; small corpora are heard more often, in other keys. */
const EVENTS_PER_RUN = 6_000_000;
const FEWEST_PASSES = 8;
const MOST_PASSES = 60;

/** Small corpora need many small steps, large ones gain speed from more rows. */
const batchFor = (events: number): number => (events < 200_000 ? 16 : 32);

const defaults = {
  units: 256,
  embedding: 128,
  headUnits: 128,
  dropout: 0.4,
  weightDecay: 0.1,
  steps: 64,
  patience: 12,
  seed: 1,
};

/** What differs where a trained network is fine-tuned: smaller steps, and fewer of them. */
const tuning = { learningRate: 6e-4, dropout: 0.3 };
const EVENTS_PER_TUNING = 1_500_000;

/** The sizes that only this kind of network has: as the user says, or the kind's own. */
const ownSizesOf = (kind: NetworkKindName, changes: PlanChanges): Readonly<Record<string, number>> => {
  const wanted: Readonly<Partial<Record<string, unknown>>> = { ...changes };
  return Object.fromEntries(
    Object.entries<OwnSize>(hyperparameters[kind].ownSizes).map(([name, size]) => {
      const value = wanted[name];
      return [name, typeof value === 'number' ? value : size.default];
    }),
  );
};

/** The plan for a corpus of so many events, with the user's changes; `from` is a network to begin from. */
export const planFor = (
  schema: EventSchema,
  events: number,
  changes: PlanChanges,
  from?: NetworkConfig,
): TrainingPlan => {
  const wanted = Math.round((from ? EVENTS_PER_TUNING : EVENTS_PER_RUN) / events);
  const bySize = { batch: batchFor(events), passes: Math.min(MOST_PASSES, Math.max(FEWEST_PASSES, wanted)) };
  const kind = changes.network ?? DEFAULT_KIND;
  const { layers: ownLayers, learningRate: ownRate } = hyperparameters[kind];
  const { units, layers, embedding, headUnits, ...rest } = {
    ...defaults,
    layers: ownLayers,
    learningRate: ownRate,
    ...(from ? tuning : {}),
    ...bySize,
    ...changes,
  };
  const common = { schema, embedding, units, layers, headUnits, skip: true };
  return {
    network: from ?? networkKinds[kind].configure(common, ownSizesOf(kind, changes)),
    window: { steps: rest.steps, batch: rest.batch },
    adam: { ...defaultAdam, weightDecay: rest.weightDecay },
    dropout: rest.dropout,
    schedule: { ...scheduleShape, peak: rest.learningRate },
    passes: rest.passes,
    patience: rest.patience,
    seed: rest.seed,
  };
};
