// How well a linear classifier tells two sets of parts of pieces apart.

const FOLDS = 5;
const ROUNDS = 400;
const RATE = 0.3;
const RIDGE = 0.01;

/** Logistic regression by gradient descent on standardised values. */
const fit = (rows, labels) => {
  const width = rows[0].length;
  const weights = new Float64Array(width);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(width);
    let biasGradient = 0;
    rows.forEach((row, i) => {
      const z = row.reduce((sum, value, k) => sum + value * weights[k], bias);
      const error = 1 / (1 + Math.exp(-z)) - labels[i];
      row.forEach((value, k) => (gradient[k] += error * value));
      biasGradient += error;
    });
    weights.forEach((weight, k) => (weights[k] -= RATE * (gradient[k] / rows.length + RIDGE * weight)));
    bias -= (RATE * biasGradient) / rows.length;
  }
  return { weights, bias };
};

/** The share of pairs, one of each set, in which the second set's has the higher score. */
const aucOf = (zeros, ones) => {
  const all = [...zeros.map((score) => [score, 0]), ...ones.map((score) => [score, 1])].sort(([a], [b]) => a - b);
  let rank = 0;
  all.forEach(([, label], i) => (rank += label * (i + 1)));
  return (rank - (ones.length * (ones.length + 1)) / 2) / (zeros.length * ones.length);
};

/**
 * AUC of the classifier, cross-validated by piece, and the names of the values that tell most. Each part has a
 * `piece` and `values` by name; a drawn part belongs to the piece that it was drawn for.
 */
export const linearAuc = (real, drawn) => {
  const names = Object.keys(real[0].values);
  const all = [...real.map((part) => ({ ...part, label: 0 })), ...drawn.map((part) => ({ ...part, label: 1 }))];
  const columns = names.map((name) => all.map(({ values }) => values[name]));
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
    return column.map((value) => (value - mean) / deviation);
  });
  const rows = all.map((_, i) => scaled.map((column) => column[i]));
  const pieces = [...new Set(all.map(({ piece }) => piece))];
  const foldOf = new Map(pieces.map((piece, i) => [piece, i % FOLDS]));
  const scores = new Float64Array(all.length);
  const weight = new Float64Array(names.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = all.flatMap(({ piece }, i) => (foldOf.get(piece) === fold ? [] : [i]));
    const { weights, bias } = fit(
      train.map((i) => rows[i]),
      train.map((i) => all[i].label),
    );
    weights.forEach((value, k) => (weight[k] += value / FOLDS));
    all.forEach(({ piece }, i) => {
      if (foldOf.get(piece) === fold) scores[i] = rows[i].reduce((sum, value, k) => sum + value * weights[k], bias);
    });
  }
  const of = (label) => all.flatMap((part, i) => (part.label === label ? [scores[i]] : []));
  const telling = names
    .map((name, k) => [name, weight[k]])
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .map(([name, value]) => `${name} ${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`);
  return { auc: aucOf(of(0), of(1)), telling };
};
