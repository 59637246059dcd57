/** Odd, so that the middle bin is exactly the piece's own tempo. */
export const TEMPO_COUNT = 49;

const MIDDLE = (TEMPO_COUNT - 1) / 2;

/**
 * ln(ratio) = WIDTH · sinh(SPREAD · k) for bin k = −24 … 24: 2 % apart near the piece's own tempo, where
 * rubato lives (3.6 % from beat to beat), and wider outwards, so that 49 bins reach from 1/4 to 4 times.
 */
const SPREAD = 0.1158;
const WIDTH = Math.log(4) / Math.sinh(SPREAD * MIDDLE);

/** Local tempo ÷ the piece's own tempo, 1/4 … 4. */
export const tempoRatio = (id: number): number => Math.exp(WIDTH * Math.sinh(SPREAD * (id - MIDDLE)));

/** The bin of a ratio, clipped to the outermost ones below 1/4 and above 4. */
export const tempoIdOf = (ratio: number): number => {
  const k = Math.round(Math.asinh(Math.log(ratio) / WIDTH) / SPREAD);
  return MIDDLE + Math.max(-MIDDLE, Math.min(MIDDLE, k));
};
