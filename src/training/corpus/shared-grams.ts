/** Two files that have `shared` n-grams in common. */
export interface SharedGrams {
  readonly a: number;
  readonly b: number;
  readonly shared: number;
}

/** An n-gram in more files than this is a figure everyone uses, and would make the index quadratic. */
const maxFilesPerGram = 24;

/** All (n-gram, file) pairs, each as gram · files + file, ascending: the inverted index as one sorted array. */
const sortedPostings = (fingerprints: readonly Uint32Array[]): Float64Array => {
  const postings = new Float64Array(fingerprints.reduce((sum, grams) => sum + grams.length, 0));
  let at = 0;
  fingerprints.forEach((grams, file) => {
    for (const gram of grams) postings[at++] = gram * fingerprints.length + file;
  });
  return postings.sort();
};

/**
 * How many n-grams each pair of files shares, for the pairs that share any. The cost grows with the notes, not with
 * the pairs. Index pairs have a < b.
 */
export const sharedGrams = (fingerprints: readonly Uint32Array[]): readonly SharedGrams[] => {
  const fileCount = fingerprints.length;
  const postings = sortedPostings(fingerprints);
  const counts = new Map<number, number>();
  const countPairs = (start: number, end: number): void => {
    for (let i = start; i < end; i++) {
      for (let j = i + 1; j < end; j++) {
        const key = (postings[i] % fileCount) * fileCount + (postings[j] % fileCount);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  };
  for (let start = 0, end = 0; start < postings.length; start = end) {
    const gram = Math.floor(postings[start] / fileCount);
    while (end < postings.length && Math.floor(postings[end] / fileCount) === gram) end++;
    if (end - start <= maxFilesPerGram) countPairs(start, end);
  }
  return [...counts].map(([key, shared]) => ({ a: Math.floor(key / fileCount), b: key % fileCount, shared }));
};
