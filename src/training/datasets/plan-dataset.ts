import { spanAt } from '../../encoding/shared/meter-span.js';
import { METER_COUNT } from '../../encoding/vocabulary/meter.js';
import { COMPOSER_SLOTS } from '../../encoding/piano/piano-schema.js';
import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import { encodePlan } from '../../encoding/plan-events/plan-events.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { PLAN_ENCODING, planEventsSchema } from '../../encoding/plan-events/plan-events-schema.js';
import { transposePlan } from '../../encoding/plan/transpose-plan.js';
import { meterSpansOf } from '../../encoding/piano/row-timeline.js';
import type { EventSequence } from '../../model/event-schema.js';
import { predictedFields } from '../../model/networks/network-config.js';
import { nextInt, type RandomSource } from '../../shared/random-source.js';
import type { EncodedWork } from '../corpus/encoded-work.js';
import type { WorkSplit } from '../corpus/work-split.js';
import type { PlanChanges } from '../default-plan.js';
import type { Dataset } from './dataset.js';

/** Share of works whose composer is withheld. */
const UNTOLD_SHARE = 0.1;
/** Share of works whose length is withheld at first, and share of these in which it is given near the end. */
const OPEN_SHARE = 0.3;
const TOLD_LATE_SHARE = 0.5;
/** Minimum and maximum number of bars before the end at which an open length becomes known. */
const LATE_BARS = [2, 16] as const;
/** Random transposition of outer notes in semitones; the key itself is not an input. */
const WIDEST_TRANSPOSITION = 6;
/** Shorter plans have no form to learn. */
const FEWEST_BARS = 4;

/** A small network is enough: there are few plans, and sampling one must be quick. */
export const planNetwork = {
  units: 192,
  layers: 1,
  embedding: 64,
  headUnits: 32,
  dropout: 0.3,
} as const satisfies PlanChanges;

/** A work's plan and its conditioning. */
interface PlannedWork {
  readonly plan: MusicPlan;
  readonly composer: number;
  readonly meterAt: (step: number) => number;
}

/** Annotates a work's rows of the piano schema. */
type PlanOf = (sequence: EventSequence) => MusicPlan;

/** The plan of a work, under a slot of the model's table. */
const plannedWork = (
  { sequence, composer }: EncodedWork,
  composers: readonly string[],
  planOf: PlanOf,
): PlannedWork => {
  const slot = composers.indexOf(composer);
  const spans = meterSpansOf(sequence);
  return {
    plan: planOf(sequence),
    composer: slot < 0 ? COMPOSER_SLOTS : slot,
    meterAt: (step) => (spans.length === 0 ? METER_COUNT : spanAt(spans, step).meterId),
  };
};

/** The bar from which the number of bars left is given. */
const toldFrom = (bars: number, random: RandomSource): number => {
  if (random.next() >= OPEN_SHARE) return 0;
  if (random.next() >= TOLD_LATE_SHARE) return Infinity;
  const [least, most] = LATE_BARS;
  return bars - least - nextInt(random, most - least + 1);
};

/** The plan in another register, with composer and length sometimes withheld. */
const randomTelling = ({ plan, composer, meterAt }: PlannedWork, random: RandomSource): EventSequence => {
  const moved = transposePlan(plan, nextInt(random, 2 * WIDEST_TRANSPOSITION) - WIDEST_TRANSPOSITION);
  const from = toldFrom(plan.bars.length, random);
  const told = random.next() < UNTOLD_SHARE ? COMPOSER_SLOTS : composer;
  return encodePlan(moved, { composer: told, meterAt, tellsLength: (bar) => bar >= from });
};

/** Plans of works as training music under a model's table of composers; every slot of a plan counts. */
export const planDataset = (
  name: string,
  composers: readonly string[],
  split: Pick<WorkSplit, 'training' | 'validation'>,
  provenance: string,
  planOf: PlanOf = planOfRows,
): Dataset => {
  const works = new Map<EventSequence, PlannedWork>();
  const rowsOf = (encoded: readonly EncodedWork[]): EventSequence[] =>
    encoded.flatMap((work) => {
      const planned = plannedWork(work, composers, planOf);
      if (planned.plan.bars.length < FEWEST_BARS) return [];
      const rows = encodePlan(planned.plan, planned);
      works.set(rows, planned);
      return [rows];
    });
  return {
    name,
    encoding: PLAN_ENCODING,
    schema: planEventsSchema,
    composers,
    training: rowsOf(split.training),
    validation: rowsOf(split.validation),
    isNote: () => true,
    unit: 'slot',
    countedFields: predictedFields(planEventsSchema).map(({ field }) => field.name),
    augment: (rows, random) => {
      const work = works.get(rows);
      return work ? randomTelling(work, random) : rows;
    },
    excerpts: [],
    notesOf: () => [],
    provenance: `Plans (harmony, repetition, phrases) of: ${provenance}`,
  };
};
