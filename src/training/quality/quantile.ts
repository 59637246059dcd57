/** The value below which a share of the values lies, between neighbours in proportion; NaN of none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  if (below + 1 >= sorted.length) return sorted.at(-1) ?? NaN;
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
};
