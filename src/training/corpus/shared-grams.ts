/** Two files that have `shared` n-grams in common. */
export interface SharedGrams {
  readonly a: number;
  readonly b: number;
  readonly shared: number;
}

/** An n-gram in more files than this is a figure everyone uses, and would make the index quadratic. */
const maxFilesPerGram = 24;

/**
 * How many n-grams each pair of files shares, for the pairs that share any: an inverted index from n-gram to files,
 * so the cost grows with the notes and not with the pairs. Index pairs have a < b.
 */
export const sharedGrams = (fingerprints: readonly Uint32Array[]): readonly SharedGrams[] => {
  const filesOf = new Map<number, number[]>();
  fingerprints.forEach((grams, file) => {
    for (const gram of grams) {
      const files = filesOf.get(gram);
      if (files) files.push(file);
      else filesOf.set(gram, [file]);
    }
  });
  const counts = new Map<number, number>();
  const pairKey = (a: number, b: number): number => a * fingerprints.length + b;
  for (const files of filesOf.values()) {
    if (files.length > maxFilesPerGram) continue;
    for (let i = 0; i < files.length; i++) {
      for (let j = i + 1; j < files.length; j++) {
        const key = pairKey(files[i], files[j]);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counts].map(([key, shared]) => ({
    a: Math.floor(key / fingerprints.length),
    b: key % fingerprints.length,
    shared,
  }));
};
