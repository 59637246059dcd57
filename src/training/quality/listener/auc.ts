/** A classified item: its score, its side and its weight. */
export interface Judged {
  readonly score: number;
  readonly isWritten: boolean;
  readonly weight: number;
}

/**
 * The area under the ROC curve: the probability that a written item scores higher than a real one, ties counting half;
 * 0.5 is guessing. NaN if one side is empty.
 */
export const areaUnderCurve = (judged: readonly Judged[]): number => {
  const sorted = [...judged].sort((a, b) => a.score - b.score);
  let [realBelow, writtenTotal, area] = [0, 0, 0];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    let [real, written] = [0, 0];
    for (; end < sorted.length && sorted[end].score === sorted[start].score; end++) {
      if (sorted[end].isWritten) written += sorted[end].weight;
      else real += sorted[end].weight;
    }
    area += written * (realBelow + real / 2);
    realBelow += real;
    writtenTotal += written;
  }
  return area / (realBelow * writtenTotal);
};
