/** Qualities of a chord as semitones above the root: major, minor, dim, aug, 7, m7, M7, half-dim, dim7. */
export const QUALITIES: readonly (readonly number[])[] = [
  [0, 4, 7],
  [0, 3, 7],
  [0, 3, 6],
  [0, 4, 8],
  [0, 4, 7, 10],
  [0, 3, 7, 10],
  [0, 4, 7, 11],
  [0, 3, 6, 10],
  [0, 3, 6, 9],
];

const QUALITY_COUNT = QUALITIES.length;

/** The chord of a slot without one; chords are 0 to NO_CHORD − 1. */
export const NO_CHORD = 12 * QUALITY_COUNT;

/** The bass of a slot in which nothing sounds. */
export const NO_BASS = 12;

/** The pitch class, 0–11, of any whole number. */
export const pitchClass = (pitch: number): number => ((pitch % 12) + 12) % 12;

/** The pitch class of a chord's root. */
export const chordRoot = (chord: number): number => Math.floor(chord / QUALITY_COUNT);

/** The index of a chord's quality in QUALITIES. */
export const chordQuality = (chord: number): number => chord % QUALITY_COUNT;

/** The chord that sounds `semitones` higher; NO_CHORD stays. */
export const transposeChord = (chord: number, semitones: number): number =>
  chord >= NO_CHORD ? chord : pitchClass(chordRoot(chord) + semitones) * QUALITY_COUNT + chordQuality(chord);

/** The pitch classes of every chord as a mask of 12 bits, by chord. */
export const CHORD_TONES: Int32Array = Int32Array.from({ length: NO_CHORD }, (_, chord) =>
  QUALITIES[chordQuality(chord)].reduce((mask, tone) => mask | (1 << ((chordRoot(chord) + tone) % 12)), 0),
);

/** Whether a pitch class belongs to a chord. */
export const isChordTone = (chord: number, pitch: number): boolean =>
  chord < NO_CHORD && (CHORD_TONES[chord] & (1 << pitchClass(pitch))) !== 0;
