/**
 * Index of the last item whose `position` is at most `value`, by bisection; 0 if all are after it. Items are sorted by
 * position and there is at least one.
 */
export const lastAtOrBefore = <T>(items: readonly T[], value: number, position: (item: T) => number): number => {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (position(items[middle]) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};
