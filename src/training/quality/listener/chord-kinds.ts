/** Kinds of simultaneous sounds by their pitch classes, in any key and inversion. */
export const chordKinds = [
  'one pitch class',
  'two pitch classes',
  'major triads',
  'minor triads',
  'diminished triads',
  'augmented triads',
  'dominant sevenths',
  'other sevenths',
  'three or four other pitch classes',
  'five or more pitch classes',
] as const;

const [ONE, TWO, OTHER, MANY] = [0, 1, 8, 9];

/** Semitones above the root, with the index of the kind. */
const known: readonly (readonly [kind: number, semitones: readonly number[]])[] = [
  [2, [0, 4, 7]],
  [3, [0, 3, 7]],
  [4, [0, 3, 6]],
  [5, [0, 4, 8]],
  [6, [0, 4, 7, 10]],
  [7, [0, 4, 7, 11]],
  [7, [0, 3, 7, 10]],
  [7, [0, 3, 6, 10]],
  [7, [0, 3, 6, 9]],
];

const bitCount = (bits: number): number => {
  let [left, count] = [bits, 0];
  for (; left > 0; left &= left - 1) count++;
  return count;
};

const bySize = (bits: number): number => {
  const size = bitCount(bits);
  if (size <= 1) return ONE;
  if (size === 2) return TWO;
  return size <= 4 ? OTHER : MANY;
};

/** The kind of each set of pitch classes, 12 bits. */
const kindOfBits = Uint8Array.from({ length: 4096 }, (_, bits) => bySize(bits));
for (const [kind, semitones] of known) {
  for (let root = 0; root < 12; root++) {
    kindOfBits[semitones.reduce((bits, semitone) => bits | (1 << ((root + semitone) % 12)), 0)] = kind;
  }
}

/** The index in `chordKinds` of a set of pitch classes, one bit each. */
export const chordKindOf = (bits: number): number => kindOfBits[bits];
