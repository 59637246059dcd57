/** Uniform random numbers whose whole state can be saved and restored, so that a run can be repeated or resumed. */
export interface RandomSource {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** The state: four unsigned 32-bit words, for `restoreRandom`. */
  save(): readonly number[];
}

/** Expands one seed into well-mixed words (SplitMix32, Steele et al. 2014, with Murmur3's finaliser). */
const splitMix = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
};

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** xoshiro128** 1.1 (Blackman and Vigna 2018) from a saved state. */
export const restoreRandom = (words: readonly number[]): RandomSource => {
  const s = Uint32Array.from(words);
  if (s.length !== 4 || s.every((word) => word === 0)) {
    throw new RangeError('a random state is four 32-bit words, not all zero');
  }
  return {
    next() {
      const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
      const shifted = s[1] << 9;
      s[2] ^= s[0];
      s[3] ^= s[1];
      s[1] ^= s[2];
      s[0] ^= s[3];
      s[2] ^= shifted;
      s[3] = rotateLeft(s[3], 11);
      return result / 4294967296;
    },
    save: () => [...s],
  };
};

/** A source from any integer seed; equal seeds give equal numbers on every machine. */
export const seedRandom = (seed: number): RandomSource => {
  const word = splitMix(seed);
  return restoreRandom([word(), word(), word(), word()]);
};

/**
 * The source of one part of a run: equal numbers for equal seed and keys, unrelated ones for others, whatever was
 * drawn elsewhere before.
 */
export const derivedRandom = (seed: number, ...keys: readonly number[]): RandomSource =>
  seedRandom(keys.reduce((word, key) => splitMix(word ^ Math.imul(key + 1, 0x9e3779b1))(), splitMix(seed)()));

/** Uniform integer in 0 … below−1. */
export const nextInt = (random: RandomSource, below: number): number => Math.floor(random.next() * below);

/** Fisher-Yates, in place. */
export const shuffle = <T>(items: T[], random: RandomSource): T[] => {
  for (let i = items.length - 1; i > 0; i--) {
    const j = nextInt(random, i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
};
