import { NO_CHORD, pitchClass } from './chord-vocabulary.js';
import type { Mode } from './music-plan.js';

/** Keys are numbered: 0–11 major by tonic, 12–23 minor. */
export const KEY_COUNT = 24;
export const keyTonic = (key: number): number => key % 12;
export const keyMode = (key: number): Mode => (key < 12 ? 'major' : 'minor');

/** Log-likelihood of pitch classes by degree in semitones above the tonic. */
const MAJOR_SCORE = [-1.6, -4.2, -2.0, -3.9, -1.8, -2.2, -3.6, -1.5, -3.9, -2.3, -3.9, -2.5];
const MINOR_SCORE = [-1.6, -4.1, -2.2, -1.8, -3.9, -2.3, -3.5, -1.5, -2.4, -3.7, -3.2, -2.7];

/** How much the notes alone, apart from their chords, tell of the key. */
const NOTE_SHARE = 0.25;

/** How well each key explains the sounding pitch classes, in nats for a span of the given certainty. */
export const keyScores = (weights: Float64Array, sure: number): Float64Array => {
  const scores = new Float64Array(KEY_COUNT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return scores;
  for (let key = 0; key < KEY_COUNT; key++) {
    const profile = key < 12 ? MAJOR_SCORE : MINOR_SCORE;
    for (let tone = 0; tone < 12; tone++) scores[key] += weights[tone] * profile[pitchClass(tone - key)];
    scores[key] *= (NOTE_SHARE * sure) / total;
  }
  return scores;
};

/** Costs in nats of a chord by degree and quality: usual in the key, borrowed or applied; all others are dear. */
const MAJOR_CHORDS: Readonly<Record<string, number>> = {
  ...{ '0:0': 0.8, '7:0': 1.3, '7:4': 0.9, '5:0': 1.8, '2:1': 2.6, '2:5': 2.6, '9:1': 2.2, '4:1': 3.2, '11:2': 2.9 },
  ...{ '11:8': 2.9, '11:7': 3.2, '2:4': 2.9, '2:0': 3.3, '0:4': 3.2, '9:4': 3.4, '4:4': 3.6, '11:4': 4.2, '4:0': 3.9 },
  ...{ '6:8': 3.2, '6:2': 3.6, '9:0': 3.9, '5:1': 3.1, '8:0': 3.8, '8:4': 3.6, '0:6': 4, '5:6': 3.6, '9:5': 3.4 },
  ...{ '2:7': 3.6, '2:2': 3.8, '7:3': 3.9, '1:8': 4, '8:8': 3.9, '3:8': 4.1, '0:3': 4.4, '4:5': 4.4, '0:1': 3.6 },
  ...{ '3:0': 4.3, '10:0': 4.4, '1:0': 4.5, '4:8': 4, '0:8': 4.2 },
};
const MINOR_CHORDS: Readonly<Record<string, number>> = {
  ...{ '0:1': 0.8, '7:0': 1.3, '7:4': 1.0, '5:1': 1.8, '2:2': 2.7, '2:7': 2.6, '8:0': 2.4, '3:0': 2.7, '11:8': 2.2 },
  ...{ '11:2': 3, '10:0': 3.5, '10:4': 3.5, '8:4': 2.8, '6:8': 3, '1:0': 3.6, '7:1': 3.4, '2:4': 3.6, '0:4': 3.6 },
  ...{ '0:0': 3.4, '5:0': 3.7, '5:5': 3.4, '8:6': 3.8, '3:3': 4, '3:4': 4.2, '2:0': 4, '2:5': 3.9, '5:4': 4 },
  ...{ '9:2': 4.2, '9:7': 4, '4:8': 3.8, '0:5': 4.3, '6:2': 4, '4:2': 4.2, '3:6': 4.2, '2:1': 4.2, '9:8': 4 },
};
const STRANGE = 5.5;

/** The cost of striking a chord in a key, at `key · NO_CHORD + chord`. */
export const CHORD_COSTS: Float64Array = Float64Array.from({ length: KEY_COUNT * NO_CHORD }, (_, i) => {
  const key = Math.floor(i / NO_CHORD);
  const chord = i % NO_CHORD;
  const degree = pitchClass(Math.floor(chord / 9) - key);
  return (key < 12 ? MAJOR_CHORDS : MINOR_CHORDS)[`${degree}:${chord % 9}`] ?? STRANGE;
});

/** How far apart two keys are: steps on the circle of fifths, a minor key standing at its relative major. */
const keyDistance = (a: number, b: number): number => {
  const place = (key: number): number => pitchClass(key < 12 ? key : key + 3);
  const fifths = pitchClass(7 * (place(a) - place(b)));
  const apart = Math.min(fifths, 12 - fifths);
  return keyTonic(a) === keyTonic(b) ? 1 : apart + (a < 12 === b < 12 ? 0 : 0.5);
};

const CHANGE_KEY = 4.5;
const PER_FIFTH = 0.7;

/** The cost of going from one key to another, at `from · KEY_COUNT + to`. */
export const KEY_CHANGE_COSTS: Float64Array = Float64Array.from({ length: KEY_COUNT * KEY_COUNT }, (_, i) => {
  const from = Math.floor(i / KEY_COUNT);
  const to = i % KEY_COUNT;
  return from === to ? 0 : CHANGE_KEY + PER_FIFTH * keyDistance(from, to);
});
