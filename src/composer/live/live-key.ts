import type { Mode } from '../../encoding/plan/music-plan.js';
import { SCALES } from '../../encoding/plan/scales.js';

const NATURALS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** A key such as "F# minor", its tonic as a pitch class, 0 for C; undefined for "off" or an invalid key. */
export const keyOf = (text: string): { readonly tonic: number; readonly mode: Mode } | undefined => {
  const found = /^([A-G])(#|b)? (major|minor)$/.exec(text);
  if (!found) return undefined;
  const [, letter, accidental, scale] = found;
  const tonic = NATURALS[letter] + (accidental === '#' ? 1 : accidental === 'b' ? -1 : 0);
  return { tonic: (tonic + 12) % 12, mode: scale === 'major' ? 'major' : 'minor' };
};

/** The pitch classes of a key; undefined for "off" or an invalid key. */
export const pitchClassesOf = (text: string): ReadonlySet<number> | undefined => {
  const key = keyOf(text);
  return key && new Set(SCALES[key.mode].map((semitones) => (key.tonic + semitones) % 12));
};
