/** Two files that have `shared` n-grams in common. */
export interface SharedGrams {
  readonly a: number;
  readonly b: number;
  readonly shared: number;
  /** Shared n-grams that occur in too many files to be counted for every pair: counted for neighbouring files only. */
  readonly inMany: number;
}

/** An n-gram in more files than this is a common figure and would make the cost quadratic. */
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
 * How many n-grams each pair of files shares, for the pairs that share any. The cost grows with the notes, not with the
 * pairs. a < b in every pair.
 */
export const sharedGrams = (fingerprints: readonly Uint32Array[]): readonly SharedGrams[] => {
  const fileCount = fingerprints.length;
  const postings = sortedPostings(fingerprints);
  const counts = new Map<number, { shared: number; inMany: number }>();
  const countPair = (i: number, j: number, kind: 'shared' | 'inMany'): void => {
    const key = (postings[i] % fileCount) * fileCount + (postings[j] % fileCount);
    const count = counts.get(key) ?? { shared: 0, inMany: 0 };
    count[kind]++;
    counts.set(key, count);
  };
  const countPairs = (start: number, end: number): void => {
    const isInMany = end - start > maxFilesPerGram;
    for (let i = start; i < end; i++) {
      // many copies of one file still form a chain of neighbours
      for (let j = i + 1; j < (isInMany ? Math.min(i + 2, end) : end); j++) {
        countPair(i, j, isInMany ? 'inMany' : 'shared');
      }
    }
  };
  for (let start = 0, end = 0; start < postings.length; start = end) {
    const gram = Math.floor(postings[start] / fileCount);
    while (end < postings.length && Math.floor(postings[end] / fileCount) === gram) end++;
    countPairs(start, end);
  }
  return [...counts].map(([key, count]) => ({ a: Math.floor(key / fileCount), b: key % fileCount, ...count }));
};
