import type { Mode } from './music-plan.js';

/** Semitones of the scales above their tonic; the minor one has both its sevenths, as minor keys do. */
export const SCALES: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10, 11],
};
