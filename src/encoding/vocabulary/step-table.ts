/** Numbers of steps that have an id of their own, ascending; the id is the index. */
export type StepVocabulary = readonly number[];

/** `from`, `from + by`, … up to and including `to`. */
export const stepRange = (from: number, to: number, by: number): number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

/** Index of the entry nearest to `value` in an ascending list; the lower one of two equally near. */
export const nearestIndex = (ascending: readonly number[], value: number): number => {
  let low = 0;
  let high = ascending.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= value) low = middle;
    else high = middle;
  }
  return Math.abs(ascending[high] - value) < Math.abs(value - ascending[low]) ? high : low;
};
