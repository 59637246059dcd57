import { NO_CHORD, chordQuality, chordRoot, pitchClass } from '../plan/chord-vocabulary.js';
import { KEY_TONE_COSTS, MAJOR_CHORD_COSTS, MINOR_CHORD_COSTS } from './harmony-statistics.js';
import type { Mode } from '../plan/music-plan.js';

/** Keys are numbered: 0–11 major by tonic, 12–23 minor. */
export const KEY_COUNT = 24;
export const keyTonic = (key: number): number => key % 12;
export const keyMode = (key: number): Mode => (key < 12 ? 'major' : 'minor');

/** Weight of the notes themselves, apart from their chords, as evidence of the key. */
const NOTE_SHARE = 0.18;

/** Evidence of each pitch class for each key, at `key · 12 + pitch class`. */
const TONE_SCORES = Float64Array.from({ length: KEY_COUNT * 12 }, (_, i) => {
  const key = Math.floor(i / 12);
  return -KEY_TONE_COSTS[key < 12 ? 0 : 1][pitchClass((i % 12) - key)];
});

/** How well each key explains the sounding pitch classes, in nats for a span of the given certainty. */
export const keyScores = (weights: Float64Array, sure: number): Float64Array => {
  const scores = new Float64Array(KEY_COUNT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return scores;
  for (let key = 0; key < KEY_COUNT; key++) {
    for (let tone = 0; tone < 12; tone++) scores[key] += weights[tone] * TONE_SCORES[key * 12 + tone];
    scores[key] *= (NOTE_SHARE * sure) / total;
  }
  return scores;
};

/** The cost of striking a chord in a key, at `key · NO_CHORD + chord`. */
export const CHORD_COSTS: Float64Array = Float64Array.from({ length: KEY_COUNT * NO_CHORD }, (_, i) => {
  const key = Math.floor(i / NO_CHORD);
  const chord = i % NO_CHORD;
  const costs = key < 12 ? MAJOR_CHORD_COSTS : MINOR_CHORD_COSTS;
  return costs[chordQuality(chord)][pitchClass(chordRoot(chord) - key)];
});

/** How far apart two keys are: steps on the circle of fifths, a minor key standing at its relative major. */
const keyDistance = (a: number, b: number): number => {
  const place = (key: number): number => pitchClass(key < 12 ? key : key + 3);
  const fifths = pitchClass(7 * (place(a) - place(b)));
  const apart = Math.min(fifths, 12 - fifths);
  return keyTonic(a) === keyTonic(b) ? 1 : apart + (a < 12 === b < 12 ? 0 : 0.5);
};

const CHANGE_KEY = 4.5;
const PER_FIFTH = 1;

/** The cost of going from one key to another, at `from · KEY_COUNT + to`. */
export const KEY_CHANGE_COSTS: Float64Array = Float64Array.from({ length: KEY_COUNT * KEY_COUNT }, (_, i) => {
  const from = Math.floor(i / KEY_COUNT);
  const to = i % KEY_COUNT;
  return from === to ? 0 : CHANGE_KEY + PER_FIFTH * keyDistance(from, to);
});

/** Cost difference between the most and least expensive change of key. */
export const KEY_CHANGE_RANGE =
  Math.max(...KEY_CHANGE_COSTS) - KEY_CHANGE_COSTS.reduce((a, b) => (b === 0 ? a : Math.min(a, b)), Infinity);
