import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { allParts, type RecallUse, type Told, type ToldParts } from '../../encoding/plan/told-plan.js';
import { transposePlan } from '../../encoding/plan/transpose-plan.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { RandomSource } from '../../shared/random-source.js';

/** Share of works without any plan, so that a network can play without one. */
const UNPLANNED_SHARE = 0.08;
/** Share of works in which each part of the plan is withheld. */
const UNTOLD_SHARES: Readonly<Record<keyof ToldParts, number>> = {
  harmony: 0.1,
  references: 0.12,
  place: 0.1,
  density: 0.2,
  loudness: 0.3,
  contour: 0.3,
  sounding: 0.05,
};
/** Probabilities of the ways in which recall is given. */
const RECALL_SHARES: readonly (readonly [RecallUse, number])[] = [
  ['always', 0.3],
  ['briefly', 0.35],
  ['planned', 0.15],
  ['never', 0.2],
];

const nothing: ToldParts = {
  harmony: false,
  references: false,
  place: false,
  density: false,
  loudness: false,
  contour: false,
  sounding: false,
};

const randomParts = (random: RandomSource): ToldParts => {
  const unplanned = random.next() < UNPLANNED_SHARE;
  const isTold = (part: keyof ToldParts): boolean => random.next() >= UNTOLD_SHARES[part];
  const sounding = isTold('sounding');
  if (unplanned) return { ...nothing, sounding };
  return {
    harmony: isTold('harmony'),
    references: isTold('references'),
    place: isTold('place'),
    density: isTold('density'),
    loudness: isTold('loudness'),
    contour: isTold('contour'),
    sounding,
  };
};

const randomRecall = (random: RandomSource): RecallUse => {
  let rest = random.next();
  return RECALL_SHARES.find(([, share]) => (rest -= share) < 0)?.[0] ?? 'always';
};

/** Velocities in a class of loudness. */
const VELOCITIES_PER_CLASS = 16;
const LOUDEST = 7;

/** The plan of music after a change of pitch and loudness. */
const movedPlan = (plan: MusicPlan, semitones: number, velocities: number): MusicPlan => {
  const moved = semitones === 0 ? plan : transposePlan(plan, semitones);
  const classes = Math.round(velocities / VELOCITIES_PER_CLASS);
  if (classes === 0) return moved;
  const louder = (loudness: number): number =>
    loudness < 0 ? loudness : Math.max(0, Math.min(LOUDEST, loudness + classes));
  return { ...moved, bars: moved.bars.map((bar) => ({ ...bar, loudness: louder(bar.loudness) })) };
};

/** The plans of works, computed when first needed. */
export class WorkPlans {
  readonly #plans = new Map<EventSequence, MusicPlan>();

  /** A work is identified by its stored rows, which the caller keeps. */
  of(work: EventSequence): MusicPlan {
    let plan = this.#plans.get(work);
    if (!plan) {
      plan = planOfRows(work);
      this.#plans.set(work, plan);
    }
    return plan;
  }
}

/** All of a work's plan. */
export const wholePlan = (plan: MusicPlan, recall: RecallUse): Told => ({
  plan,
  lastBar: plan.bars.length - 1,
  parts: allParts,
  recall,
});

/** Random parts of a work's plan, for a transposed work with changed loudness. */
export const randomlyTold = (
  plan: MusicPlan,
  moved: { readonly semitones: number; readonly velocities: number },
  random: RandomSource,
): Told => ({
  plan: movedPlan(plan, moved.semitones, moved.velocities),
  lastBar: plan.bars.length - 1,
  parts: randomParts(random),
  recall: randomRecall(random),
});
