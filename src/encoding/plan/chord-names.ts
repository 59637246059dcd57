import { NO_BASS, NO_CHORD, chordQuality, chordRoot, pitchClass } from './chord-vocabulary.js';
import type { PlanSlot } from './music-plan.js';

const SHARPS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const FLATS = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'];
/** Tonics of the major keys that have flats: F, Bb, Eb, Ab, Db. */
const FLAT_KEYS: ReadonlySet<number> = new Set([5, 10, 3, 8, 1]);
/** A minor key has the signature of the major one so many semitones above. */
const RELATIVE = 3;

/** In the order of QUALITIES. */
const SUFFIXES = ['', 'm', 'dim', 'aug', '7', 'm7', 'maj7', 'm7b5', 'dim7'];

/** A chord symbol, spelled according to the key: `Am`, `G7/B`; `-` for none. */
export const chordName = ({
  chord,
  bass,
  tonic,
  mode,
}: Pick<PlanSlot, 'chord' | 'bass' | 'tonic' | 'mode'>): string => {
  if (chord >= NO_CHORD) return '-';
  const major = mode === 'major' ? tonic : pitchClass(tonic + RELATIVE);
  const names = FLAT_KEYS.has(major) ? FLATS : SHARPS;
  const root = chordRoot(chord);
  const below = bass < NO_BASS && bass !== root ? `/${names[bass]}` : '';
  return `${names[root]}${SUFFIXES[chordQuality(chord)]}${below}`;
};
