/** Key profiles: how well each pitch class fits a key, from the keynote up (Krumhansl and Kessler 1982). */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

const centred = (values: readonly number[]): readonly number[] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
};

const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [x, y] = [centred(a), centred(b)];
  return x.reduce((sum, value, i) => sum + value * y[i], 0) / (norm(x) * norm(y) || 1);
};

/** Twelve counts relative to a keynote. */
export const fromTonic = (counts: readonly number[], keynote: number): number[] =>
  counts.map((_, i) => counts[(i + keynote) % 12]);

/** The pitch class, 0 for C, of the major or minor key that twelve counts of pitch classes fit best. */
export const estimateTonic = (counts: readonly number[]): number => {
  const fits = counts.map((_, keynote) => {
    const seen = fromTonic(counts, keynote);
    return Math.max(correlation(seen, MAJOR), correlation(seen, MINOR));
  });
  return fits.indexOf(Math.max(...fits));
};
