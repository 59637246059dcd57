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

/** How often a work's composer is not told. */
const UNTOLD_SHARE = 0.1;
/** How often a work's length is not told at first, and how often it is told towards its end. */
const OPEN_SHARE = 0.3;
const TOLD_LATE_SHARE = 0.5;
/** An open piece is told of its end this many bars before it, at least and at most. */
const LATE_BARS = [2, 16] as const;
/** Semitones up and down by which outer notes move: the key itself is not told. */
const WIDEST_TRANSPOSITION = 6;
/** Plans shorter than this say nothing of form. */
const FEWEST_BARS = 4;

/** A small network does: there are few plans, and one must be drawn ahead of the music in no time. */
export const planNetwork = {
  units: 192,
  layers: 1,
  embedding: 64,
  headUnits: 32,
  dropout: 0.3,
} as const satisfies PlanChanges;

/** A work's plan, and what is told with it. */
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

/** From which bar on the number of bars left is told. */
const toldFrom = (bars: number, random: RandomSource): number => {
  if (random.next() >= OPEN_SHARE) return 0;
  if (random.next() >= TOLD_LATE_SHARE) return Infinity;
  const [least, most] = LATE_BARS;
  return bars - least - nextInt(random, most - least + 1);
};

/** The plan in another register, its composer and length sometimes untold. */
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
