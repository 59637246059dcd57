import type { LabelledRows, Scorer } from './logistic-regression.js';
import { derivedRandom, shuffle } from '../../../shared/random-source.js';

const TREES = 80;
const LEARNING_RATE = 0.1;
const DEPTH = 3;
/** Number of thresholds per feature. */
const BINS = 24;
/** Regularisation of leaf values towards 0, and the smallest curvature of a leaf. */
const RIDGE = 2;
const LEAST_CURVATURE = 2;
const LEAST_GAIN = 1e-6;
/** Share of the features sampled for each tree, so that the trees differ. */
const SEEN_SHARE = 0.3;
const SEED = 1;

/** A node: a leaf has no feature. A row whose bin is at most `bin` goes left. */
type Node =
  | { readonly kind: 'leaf'; readonly value: number }
  | {
      readonly kind: 'split';
      readonly feature: number;
      readonly bin: number;
      readonly left: Node;
      readonly right: Node;
    };

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** Ascending values between which a feature is cut, at its quantiles. */
const thresholdsOf = (values: Float64Array): Float64Array => {
  const sorted = values.toSorted();
  const cuts = Array.from({ length: BINS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)]);
  return Float64Array.from([...new Set(cuts)].filter((cut) => cut < sorted[sorted.length - 1]));
};

const binOf = (thresholds: Float64Array, value: number): number => {
  let [low, high] = [0, thresholds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= thresholds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Training data of a tree: bins by feature, and each row's gradient g and curvature h of the loss. */
interface Ground {
  readonly bins: readonly Uint8Array[];
  readonly g: Float64Array;
  readonly h: Float64Array;
  /** Scratch memory for their sums by bin. */
  readonly gs: Float64Array;
  readonly hs: Float64Array;
}

const score = (g: number, h: number): number => (g * g) / (h + RIDGE);

/** The split of one feature that lowers the loss most. */
const bestCut = (
  { bins, g, h, gs, hs }: Ground,
  rows: Int32Array,
  feature: number,
  all: readonly [g: number, h: number],
): Split => {
  gs.fill(0);
  hs.fill(0);
  const of = bins[feature];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const bin = of[row];
    gs[bin] += g[row];
    hs[bin] += h[row];
  }
  const whole = score(...all);
  let [leftG, leftH, bestBin, bestGain] = [0, 0, 0, 0];
  for (let bin = 0; bin + 1 < BINS; bin++) {
    leftG += gs[bin];
    leftH += hs[bin];
    if (leftH < LEAST_CURVATURE || all[1] - leftH < LEAST_CURVATURE) continue;
    const gain = score(leftG, leftH) + score(all[0] - leftG, all[1] - leftH) - whole;
    if (gain > bestGain) [bestBin, bestGain] = [bin, gain];
  }
  return { feature, bin: bestBin, gain: bestGain };
};

const grow = (ground: Ground, features: readonly number[], rows: Int32Array, depth: number): Node => {
  let [g, h] = [0, 0];
  for (const row of rows) {
    g += ground.g[row];
    h += ground.h[row];
  }
  const leaf: Node = { kind: 'leaf', value: (-LEARNING_RATE * g) / (h + RIDGE) };
  if (depth === 0) return leaf;
  let best: Split = { feature: 0, bin: 0, gain: LEAST_GAIN };
  for (const feature of features) {
    const cut = bestCut(ground, rows, feature, [g, h]);
    if (cut.gain > best.gain) best = cut;
  }
  if (best.gain <= LEAST_GAIN) return leaf;
  const of = ground.bins[best.feature];
  return {
    kind: 'split',
    feature: best.feature,
    bin: best.bin,
    left: grow(
      ground,
      features,
      rows.filter((row) => of[row] <= best.bin),
      depth - 1,
    ),
    right: grow(
      ground,
      features,
      rows.filter((row) => of[row] > best.bin),
      depth - 1,
    ),
  };
};

const valueOf = (tree: Node, binAt: (feature: number) => number): number => {
  let node = tree;
  while (node.kind === 'split') node = binAt(node.feature) <= node.bin ? node.left : node.right;
  return node.value;
};

/** Gradient boosting of small regression trees on the logistic loss (Friedman 2001): the same rows give the same scores. */
export const learnBoosted = ({ rows, labels, weights }: LabelledRows): Scorer => {
  const thresholds = Array.from(rows[0], (_, feature) => thresholdsOf(Float64Array.from(rows, (row) => row[feature])));
  const bins = thresholds.map((cuts, feature) => Uint8Array.from(rows, (row) => binOf(cuts, row[feature])));
  const everyRow = Int32Array.from(rows.keys());
  const f = new Float64Array(rows.length);
  const ground: Ground = {
    bins,
    ...{ g: new Float64Array(rows.length), h: new Float64Array(rows.length) },
    ...{ gs: new Float64Array(BINS), hs: new Float64Array(BINS) },
  };
  const trees: Node[] = [];
  for (let i = 0; i < TREES; i++) {
    for (const row of everyRow) {
      const p = 1 / (1 + Math.exp(-f[row]));
      ground.g[row] = weights[row] * (p - labels[row]);
      ground.h[row] = weights[row] * p * (1 - p);
    }
    const features = shuffle([...bins.keys()], derivedRandom(SEED, i)).slice(0, Math.ceil(bins.length * SEEN_SHARE));
    const tree = grow(ground, features, everyRow, DEPTH);
    trees.push(tree);
    for (const row of everyRow) f[row] += valueOf(tree, (feature) => bins[feature][row]);
  }
  return (row) =>
    trees.reduce((sum, tree) => sum + valueOf(tree, (feature) => binOf(thresholds[feature], row[feature])), 0);
};
