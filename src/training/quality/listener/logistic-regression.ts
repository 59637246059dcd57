/** What a two-sample classifier learns from: one row of features for each excerpt. */
export interface LabelledRows {
  readonly rows: readonly Float64Array[];
  /** 1 for written, 0 for real. */
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

/** The higher, the more likely written. */
export type Scorer = (row: Float64Array) => number;

/** How strongly weights are drawn to 0, beside rows of weight 1 and features of deviation 1. */
const RIDGE = 10;
const NEWTON_STEPS = 8;
/** Standard deviations from the mean; farther ones are outliers. */
const FARTHEST = 4;

/** Rows to a mean of 0 and a deviation of 1, as the rows learned from have them, with a constant in front. */
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

/** Solves A x = b for a symmetric positive definite A (n × n, lower half filled), which it overwrites (Cholesky). */
const solve = (a: readonly Float64Array[], b: Float64Array): Float64Array => {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
      a[i][j] = i === j ? Math.sqrt(sum) : sum / a[j][j];
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
    x[i] /= a[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= a[k][i] * x[k];
    x[i] /= a[i][i];
  }
  return x;
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** One step of Newton's method on the penalised log-likelihood; changes w. x: rows, y: labels, q: weights of rows. */
const newtonStep = (x: readonly Float64Array[], y: readonly number[], q: readonly number[], w: Float64Array): void => {
  const n = w.length;
  const hessian = Array.from({ length: n }, (_, i) => new Float64Array(i + 1));
  const gradient = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    hessian[i][i] = RIDGE;
    gradient[i] = -RIDGE * w[i];
  }
  hessian[0][0] = 1e-6;
  x.forEach((row, r) => {
    const p = 1 / (1 + Math.exp(-dot(row, w)));
    const curvature = q[r] * Math.max(p * (1 - p), 1e-4);
    const error = q[r] * (y[r] - p);
    for (let i = 0; i < n; i++) {
      gradient[i] += error * row[i];
      const scaled = curvature * row[i];
      const out = hessian[i];
      for (let j = 0; j <= i; j++) out[j] += scaled * row[j];
    }
  });
  const step = solve(hessian, gradient);
  for (let i = 0; i < n; i++) w[i] += step[i];
};

/** Logistic regression with a ridge penalty, by Newton's method: the same rows give the same scores. */
export const learnLogistic = (learned: LabelledRows): Scorer => {
  const standard = standardiser(learned);
  const x = learned.rows.map(standard);
  const w = new Float64Array(x[0].length);
  for (let i = 0; i < NEWTON_STEPS; i++) newtonStep(x, learned.labels, learned.weights, w);
  return (row) => dot(standard(row), w);
};
