/** Keys that are shown: two white ones and all between them. */
export interface KeyRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Where a key or its notes stand, in shares of the keyboard's width. */
export interface KeyPlace {
  readonly left: number;
  readonly width: number;
}

export const WHOLE_PIANO: KeyRange = { lowest: 21, highest: 108 };
/** The least width of a key that a finger finds, CSS pixels. */
export const LEAST_TOUCH = 44;
/** A mouse plays all 88 keys from this width on. */
const LEAST_WHOLE = 640;
const LOWEST_C = 24;
const HIGHEST_C = 108;
/** Of a black key, in white keys. */
const BLACK_WIDTH = 0.6;

const BLACK = new Set([1, 3, 6, 8, 10]);
/** White keys of an octave below each of its pitches. */
const WHITES_BELOW = [0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6];

export const isBlack = (pitch: number): boolean => BLACK.has(pitch % 12);

const whitesBelow = (pitch: number): number => 7 * Math.floor(pitch / 12) + WHITES_BELOW[pitch % 12];

/** Number of white keys of a range. */
export const whiteKeys = ({ lowest, highest }: KeyRange): number => whitesBelow(highest) - whitesBelow(lowest) + 1;

/** The place of a pitch on a keyboard of this range; below 0 or from 1 on where it is not shown. */
export const placeOf = (pitch: number, range: KeyRange): KeyPlace => {
  const white = 1 / whiteKeys(range);
  const at = whitesBelow(pitch) - whitesBelow(range.lowest);
  return isBlack(pitch)
    ? { left: (at - BLACK_WIDTH / 2) * white, width: BLACK_WIDTH * white }
    : { left: at * white, width: white };
};

/** The Cs of a range. */
export const octavesIn = ({ lowest, highest }: KeyRange): readonly number[] => {
  const first = Math.ceil(lowest / 12);
  return Array.from({ length: Math.floor(highest / 12) - first + 1 }, (_, i) => 12 * (first + i));
};

/** Keys for a keyboard of some width; fingers and narrow windows get whole octaves of wide keys, about `lowestC`. */
export const rangeFor = (width: number, isTouch: boolean, lowestC: number): KeyRange => {
  if (!isTouch && width >= LEAST_WHOLE) return WHOLE_PIANO;
  const octaves = Math.max(1, Math.floor((width / LEAST_TOUCH - 1) / 7));
  if (octaves >= (HIGHEST_C - LOWEST_C) / 12) return WHOLE_PIANO;
  const lowest = Math.min(Math.max(lowestC, LOWEST_C), HIGHEST_C - 12 * octaves);
  return { lowest, highest: lowest + 12 * octaves };
};
