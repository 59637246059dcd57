/** Training data of a two-sample classifier: one row of features per excerpt. */
export interface LabelledRows {
  readonly rows: readonly Float64Array[];
  /** 1 for written, 0 for real. */
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/** The higher, the more likely written. */
export type Scorer = (row: Float64Array) => number;

/** Ridge penalty, for rows of weight 1 and features of deviation 1. */
const RIDGE = 10;
const STEPS = 40;
/** Standard deviations from the mean beyond which values are clipped. */
const FARTHEST = 4;

/** Standardises rows with the training rows' mean and deviation, and puts a constant in front. */
const standardiser = ({ rows, weights }: LabelledRows): ((row: Float64Array) => Float64Array) => {
  const width = rows[0].length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  rows.forEach((row, i) => row.forEach((value, f) => (means[f] += (weights[i] / total) * value)));
  rows.forEach((row, i) => row.forEach((value, f) => (scales[f] += (weights[i] / total) * (value - means[f]) ** 2)));
  for (let f = 0; f < width; f++) scales[f] = scales[f] > 1e-12 ? 1 / Math.sqrt(scales[f]) : 0;
  return (row) => {
    const out = new Float64Array(width + 1);
    out[0] = 1;
    for (let f = 0; f < width; f++) {
      out[f + 1] = Math.max(-FARTHEST, Math.min(FARTHEST, (row[f] - means[f]) * scales[f]));
    }
    return out;
  };
};

/** The Cholesky factor of a symmetric positive definite matrix (lower half), in place. */
const factorise = (a: readonly Float64Array[]): void => {
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
      a[i][j] = i === j ? Math.sqrt(sum) : sum / a[j][j];
    }
  }
};

/** Solves L Lᵀ x = b for the factor L, in place of b. */
const solve = (l: readonly Float64Array[], x: Float64Array): void => {
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] /= l[i][i];
    for (let k = 0; k < i; k++) x[k] -= l[i][k] * x[i];
  }
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** The factor of an upper bound of the curvature everywhere, XᵀQX / 4 + ridge. x: rows, q: their weights. */
const boundFactor = (x: readonly Float64Array[], q: readonly number[]): readonly Float64Array[] => {
  const bound = Array.from(x[0], (_, i) => new Float64Array(i + 1));
  x.forEach((row, r) => {
    for (let i = 0; i < row.length; i++) {
      const scaled = (q[r] * row[i]) / 4;
      if (scaled === 0) continue;
      const out = bound[i];
      for (let j = 0; j <= i; j++) out[j] += scaled * row[j];
    }
  });
  for (let i = 0; i < bound.length; i++) bound[i][i] += i === 0 ? 1e-6 : RIDGE;
  factorise(bound);
  return bound;
};

/** The gradient of the penalised log-likelihood at w. y: labels. */
const gradientAt = (
  x: readonly Float64Array[],
  y: readonly number[],
  q: readonly number[],
  w: Float64Array,
): Float64Array => {
  const gradient = w.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
  x.forEach((row, r) => {
    const error = q[r] * (y[r] - 1 / (1 + Math.exp(-dot(row, w))));
    for (let i = 0; i < row.length; i++) gradient[i] += error * row[i];
  });
  return gradient;
};

/**
 * Logistic regression with a ridge penalty: the same rows give the same scores. Each step is a Newton step with an
 * upper bound as curvature, factorised once, so it never overshoots (Böhning and Lindsay 1988).
 */
export const learnLogistic = (learned: LabelledRows): Scorer => {
  const standard = standardiser(learned);
  const x = learned.rows.map(standard);
  const w = new Float64Array(x[0].length);
  const factor = boundFactor(x, learned.weights);
  for (let step = 0; step < STEPS; step++) {
    const move = gradientAt(x, learned.labels, learned.weights, w);
    solve(factor, move);
    for (let i = 0; i < w.length; i++) w[i] += move[i];
  }
  return (row) => dot(standard(row), w);
};
