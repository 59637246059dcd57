import { areaUnderCurve } from './auc.js';
import { listenedRow, listenedFeatures, type Hearing } from './excerpt-features.js';
import { listenerInput, type HeardExcerpt, type ListenedPiece } from './hearing.js';
import { balanced, classifyTwoSamples, type Sided, type Verdict } from './two-sample-test.js';

/** One figure on both sides. */
export interface FeatureRow {
  readonly name: string;
  /** Means over excerpts, with equal weight for all composers on both sides. */
  readonly real: number;
  readonly written: number;
  /** AUC of this figure alone; below 0.5 if written music has less of it. */
  readonly auc: number;
}

interface SideCounts {
  readonly pieces: number;
  readonly excerpts: number;
}

/** Comparison of two sets. */
export interface Listening {
  readonly real: SideCounts;
  readonly written: SideCounts;
  readonly verdict: Verdict;
  /** The most telling figure comes first. */
  readonly features: readonly FeatureRow[];
}

const featureRow = (sided: readonly Sided[], values: readonly number[], name: string): FeatureRow => {
  const sums = { real: [0, 0], written: [0, 0] };
  sided.forEach(({ isWritten, weight }, i) => {
    const sum = isWritten ? sums.written : sums.real;
    sum[0] += weight * values[i];
    sum[1] += weight;
  });
  return {
    name,
    real: sums.real[0] / sums.real[1],
    written: sums.written[0] / sums.written[1],
    auc: areaUnderCurve(sided.map(({ isWritten, weight }, i) => ({ isWritten, weight, score: values[i] }))),
  };
};

const countsOn = (sided: readonly Sided[], side: boolean): SideCounts => {
  const excerpts = sided.filter(({ isWritten }) => isWritten === side);
  return { pieces: new Set(excerpts.map(({ excerpt }) => excerpt.work)).size, excerpts: excerpts.length };
};

/** Compares excerpts whose features are known; undefined if no composer has music on both sides. */
export const listenTo = (
  real: readonly HeardExcerpt[],
  written: readonly HeardExcerpt[],
  hearing: Hearing,
): Listening | undefined => {
  const sided = balanced(real, written);
  if (sided.length === 0) return undefined;
  const names = Object.keys(listenedFeatures(sided[0].excerpt.features, hearing));
  const rows = sided.map(({ excerpt }) => listenedRow(excerpt.features, hearing));
  const features = names.map((name, f) =>
    featureRow(
      sided,
      rows.map((row) => row[f]),
      name,
    ),
  );
  return {
    real: countsOn(sided, false),
    written: countsOn(sided, true),
    verdict: classifyTwoSamples(sided, (excerpt) => listenedRow(excerpt.features, hearing)),
    features: features.sort((a, b) => Math.abs(b.auc - 0.5) - Math.abs(a.auc - 0.5)),
  };
};

/** Measures how well two lists of pieces can be distinguished, and by which figures. */
export const listen = (
  real: readonly ListenedPiece[],
  written: readonly ListenedPiece[],
  hearing: Hearing,
): Listening | undefined => listenTo(listenerInput(real), listenerInput(written), hearing);
