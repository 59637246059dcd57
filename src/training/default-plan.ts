import type { EventSchema } from '../model/event-schema.js';
import { headsFit, type NetworkConfig } from '../model/networks/network-config.js';
import { DaemonError } from '../shared/error.js';
import { defaultAdam } from '../model/networks/adam.js';
import { defaultSchedule } from './trainer/learning-rate.js';
import type { TrainingPlan } from './trainer/training-plan.js';

/** Each head takes an equal share of the width, in pairs. */
class HeadsDoNotFitError extends DaemonError {
  readonly code = 'HEADS_DO_NOT_FIT';
  override readonly exitCode = 2;

  constructor(units: number, heads: number) {
    super(`${units} units cannot be divided into ${heads} heads of an even width. Choose a multiple of ${2 * heads}.`);
  }
}

/** What the command line may change of a plan. */
export interface PlanChanges {
  readonly network?: NetworkConfig['kind'];
  /** Attention heads of a Transformer. */
  readonly heads?: number;
  /** Events that a Transformer sees. */
  readonly context?: number;
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

/** About half an hour on two cores; small corpora get more passes, in other keys. */
const EVENTS_PER_RUN = 6_000_000;
const FEWEST_PASSES = 8;
const MOST_PASSES = 60;

/** Small corpora need many small steps, large ones gain speed from more rows. */
const batchFor = (events: number): number => (events < 200_000 ? 16 : 32);

const defaults = {
  units: 256,
  layers: 2,
  embedding: 128,
  headUnits: 128,
  dropout: 0.4,
  learningRate: defaultSchedule.peak,
  weightDecay: 0.1,
  steps: 64,
  patience: 12,
  seed: 1,
};

/** Defaults of a Transformer: about the same time per step as an LSTM, and a smaller learning rate. */
const ofTransformer = { layers: 4, learningRate: 1e-3 };
const attention = { heads: 4, context: 256 };

/** Defaults for fine-tuning: smaller and fewer steps. */
const tuning = { learningRate: 6e-4, dropout: 0.3 };
const EVENTS_PER_TUNING = 1_500_000;

/** The plan for a corpus of `events` events, with the user's changes; `from` is the initial network. */
export const planFor = (
  schema: EventSchema,
  events: number,
  changes: PlanChanges,
  from?: NetworkConfig,
): TrainingPlan => {
  const wanted = Math.round((from ? EVENTS_PER_TUNING : EVENTS_PER_RUN) / events);
  const bySize = { batch: batchFor(events), passes: Math.min(MOST_PASSES, Math.max(FEWEST_PASSES, wanted)) };
  const {
    network = 'lstm',
    heads,
    context,
    units,
    layers,
    embedding,
    headUnits,
    ...rest
  } = {
    ...defaults,
    ...attention,
    ...(changes.network === 'transformer' ? ofTransformer : {}),
    ...(from ? tuning : {}),
    ...bySize,
    ...changes,
  };
  const shape = { schema, embedding, units, layers, headUnits, skip: true };
  if (!from && network === 'transformer' && !headsFit({ units, heads })) throw new HeadsDoNotFitError(units, heads);
  return {
    network: from ?? (network === 'lstm' ? { kind: network, ...shape } : { kind: network, ...shape, heads, context }),
    window: { steps: rest.steps, batch: rest.batch },
    adam: { ...defaultAdam, weightDecay: rest.weightDecay },
    dropout: rest.dropout,
    schedule: { ...defaultSchedule, peak: rest.learningRate },
    passes: rest.passes,
    patience: rest.patience,
    seed: rest.seed,
  };
};
