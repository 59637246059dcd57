/** The mean; 0 of none. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard deviation; 0 of none. */
export const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

/** The share of items that pass a test, 0–1; 0 of none. */
export const share = <T>(items: readonly T[], test: (item: T, index: number) => boolean): number =>
  items.length === 0 ? 0 : items.filter(test).length / items.length;

/** How often each item occurs. */
export const tally = <T>(items: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/** The entropy of some counts in nats; 0 of none. */
export const entropy = (counts: Iterable<number>): number => {
  let total = 0;
  let sum = 0;
  for (const count of counts) {
    if (count <= 0) continue;
    total += count;
    sum += count * Math.log(count);
  }
  return total === 0 ? 0 : Math.log(total) - sum / total;
};

/** The most items in a row of which each is equal to the one before; 0 of none. */
export const longestRun = <T>(items: readonly T[], isEqual: (a: T, b: T) => boolean): number => {
  let longest = 0;
  let run = 0;
  items.forEach((item, i) => {
    run = i > 0 && isEqual(items[i - 1], item) ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
};

/** Pearson's correlation; 0 where one side does not vary. */
export const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [ma, mb] = [mean(a), mean(b)];
  const spread = deviation(a) * deviation(b);
  return spread === 0 ? 0 : mean(a.map((value, i) => (value - ma) * (b[i] - mb))) / spread;
};
