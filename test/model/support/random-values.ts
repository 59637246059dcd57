import { nextInt, type RandomSource } from '../../../src/shared/random-source.js';

export const uniformValues = (random: RandomSource, count: number, low = -1, high = 1): Float32Array =>
  Float32Array.from({ length: count }, () => low + (high - low) * random.next());

/** Multiples of 0.25 plus an offset, in about ±1: two offsets never meet, so min, max and relu stay off their kinks. */
export const steppedValues = (random: RandomSource, count: number, offset: number): Float32Array =>
  Float32Array.from({ length: count }, () => offset + 0.25 * (nextInt(random, 9) - 4));
