import { seedRandom } from '../../../src/shared/random-source.js';

/** How numbers are added and rounded: exactly enough, or as some processor does in 32 bits. */
export interface Arithmetic {
  /** The result of one operation as it is stored. */
  readonly round: (value: number) => number;
  /** The value of exp, log, tanh or sigmoid as it is approximated. */
  readonly approximate: (value: number) => number;
  /** start + Σ a·b over the first `count` factors. */
  readonly dot: (a: Float64Array, b: Float64Array, count: number, start: number) => number;
}

/** Double precision: beside 32-bit arithmetic as good as exact. */
export const double: Arithmetic = {
  round: (value) => value,
  approximate: (value) => value,
  dot: (a, b, count, start) => {
    let sum = start;
    for (let i = 0; i < count; i++) sum += a[i] * b[i];
    return sum;
  },
};

/** How a processor adds up products in 32 bits. */
export interface Processor {
  /** Partial sums side by side, as in a SIMD register, which are added up at the end. */
  readonly lanes: number;
  /** Whether a product is added without being rounded before (FMA). */
  readonly fused: boolean;
}

/** The distance of neighbouring 32-bit floats from 1 to 2: one unit in the last place there. */
export const ULP = 2 ** -23;

/** What approximations of exp, log, tanh and sigmoid are off by at most, in units in the last place. */
const FUNCTION_ULPS = 4;

/** 32-bit floats on such a processor. Equal seeds give equal errors of its functions. */
export const single = ({ lanes, fused }: Processor, seed: number): Arithmetic => {
  const random = seedRandom(seed);
  const sums = new Float32Array(lanes);
  return {
    round: Math.fround,
    approximate: (value) => Math.fround(value * (1 + FUNCTION_ULPS * ULP * (2 * random.next() - 1))),
    dot: (a, b, count, start) => {
      sums.fill(0);
      for (let i = 0; i < count; i++) sums[i % lanes] += fused ? a[i] * b[i] : Math.fround(a[i] * b[i]);
      return sums.reduce((total, sum) => Math.fround(total + sum)) + start;
    },
  };
};
