import { derivedRandom, shuffle } from '../../../shared/random-source.js';
import { deviation, mean } from '../figures.js';
import { areaUnderCurve } from './auc.js';
import { learnBoosted } from './boosted-trees.js';
import type { HeardExcerpt } from './hearing.js';
import { learnLogistic, type LabelledRows, type Scorer } from './logistic-regression.js';

/** How well a classifier distinguishes two sets, on pieces not used for training. */
export interface Auc {
  /** 0.5 is guessing, 1 is perfect. */
  readonly value: number;
  /** Standard error, from the parts of the cross-validation. */
  readonly error: number;
}

/** Results of the classifiers on two sets. */
export interface Verdict {
  readonly linear: Auc;
  readonly boosted: Auc;
}

const FOLDS = 5;
/** The cross-validation is repeated with other parts, since with few pieces the division matters. */
const REPEATS = 2;
const SEED = 1;

/** An excerpt with its side and weight. */
export interface Sided {
  readonly excerpt: HeardExcerpt;
  readonly isWritten: boolean;
  readonly weight: number;
}

const countsBy = (excerpts: readonly HeardExcerpt[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { composer } of excerpts) counts.set(composer, (counts.get(composer) ?? 0) + 1);
  return counts;
};

/**
 * Both sets together, weighted so that each composer counts the same on both sides; otherwise the composer would reveal
 * the side. Excerpts of composers on one side only are left out.
 */
export const balanced = (real: readonly HeardExcerpt[], written: readonly HeardExcerpt[]): readonly Sided[] => {
  const [reals, writtens] = [countsBy(real), countsBy(written)];
  const weigh = (excerpts: readonly HeardExcerpt[], isWritten: boolean): Sided[] =>
    excerpts.flatMap((excerpt) => {
      const [r, w] = [reals.get(excerpt.composer) ?? 0, writtens.get(excerpt.composer) ?? 0];
      if (r === 0 || w === 0) return [];
      return { excerpt, isWritten, weight: Math.min(r, w) / (isWritten ? w : r) };
    });
  return [...weigh(real, false), ...weigh(written, true)];
};

/**
 * Each work's part: the works of a composer and side are dealt out in random order. One work on both sides has one
 * part.
 */
const foldsOf = (sided: readonly Sided[], repeat: number): ReadonlyMap<string, number> => {
  const works = new Map(sided.map((one) => [one.excerpt.work, `${one.isWritten}/${one.excerpt.composer}`] as const));
  const taken = new Map<string, number>();
  const folds = new Map<string, number>();
  for (const [work, group] of shuffle([...works], derivedRandom(SEED, repeat))) {
    const next = taken.get(group) ?? derivedRandom(SEED, repeat, taken.size).save()[0] % FOLDS;
    folds.set(work, next % FOLDS);
    taken.set(group, next + 1);
  }
  return folds;
};

const rowsOf = (sided: readonly Sided[], rows: ReadonlyMap<Sided, Float64Array>): LabelledRows => ({
  rows: sided.map((one) => rows.get(one) ?? new Float64Array()),
  labels: sided.map(({ isWritten }) => (isWritten ? 1 : 0)),
  weights: sided.map(({ weight }) => weight),
});

const aucOf = (out: readonly Sided[], rows: readonly Float64Array[], scorer: Scorer): number =>
  areaUnderCurve(out.map(({ isWritten, weight }, i) => ({ isWritten, weight, score: scorer(rows[i]) })));

const average = (values: readonly number[]): Auc => {
  const known = values.filter((value) => !Number.isNaN(value));
  return {
    value: known.length === 0 ? NaN : mean(known),
    error: deviation(known) / Math.sqrt(Math.max(1, known.length / REPEATS - 1)),
  };
};

/** Trains on all works except one part and tests on that part; all parts in turn. */
export const classifyTwoSamples = (sided: readonly Sided[], row: (excerpt: HeardExcerpt) => Float64Array): Verdict => {
  const rows = new Map(sided.map((one) => [one, row(one.excerpt)]));
  const found = { linear: [] as number[], boosted: [] as number[] };
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const folds = foldsOf(sided, repeat);
    for (let fold = 0; fold < FOLDS; fold++) {
      const isOut = ({ excerpt }: Sided): boolean => folds.get(excerpt.work) === fold;
      const learned = rowsOf(
        sided.filter((one) => !isOut(one)),
        rows,
      );
      const out = sided.filter(isOut);
      const outRows = rowsOf(out, rows).rows;
      if (new Set(learned.labels).size < 2) continue;
      found.linear.push(aucOf(out, outRows, learnLogistic(learned)));
      found.boosted.push(aucOf(out, outRows, learnBoosted(learned)));
    }
  }
  return { linear: average(found.linear), boosted: average(found.boosted) };
};
