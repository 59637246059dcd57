import type { Note } from '../../../music/piece.js';
import { deviation, entropy, longestRun, mean, share } from '../figures.js';
import { fromTonic } from '../key-estimation.js';
import type { Onset } from '../onsets.js';
import { chordKindOf, chordKinds } from './chord-kinds.js';
import { pitchClassCounts, shares, type Features, type ScoreView } from './score-view.js';

const verticalNames = [
  'octaves and unisons sounding',
  'semitone clashes',
  'whole-tone clashes',
  'minor thirds and major sixths sounding',
  'major thirds and minor sixths sounding',
  'fourths and fifths sounding',
  'tritones sounding',
];

/** Interval classes between any two keys that sound at an onset. */
const verticals = ({ sounding }: ScoreView): Features => {
  const counts = Array<number>(7).fill(0);
  for (const notes of sounding) {
    for (let i = 0; i < notes.length; i++) {
      for (let j = 0; j < i; j++) {
        const interval = (notes[i].pitch - notes[j].pitch) % 12;
        counts[Math.min(interval, 12 - interval)]++;
      }
    }
  }
  return shares(verticalNames, counts);
};

const aboveBassNames = Array.from({ length: 12 }, (_, i) => `${i} semitones above the bass, sounding`);
const degreeNames = Array.from({ length: 12 }, (_, i) => `${i} semitones from the keynote`);
const bassDegreeNames = Array.from({ length: 12 }, (_, i) => `bass ${i} semitones from the keynote`);

const aboveBass = ({ sounding }: ScoreView): Features => {
  const counts = Array<number>(12).fill(0);
  for (const [bass, ...others] of sounding) for (const { pitch } of others) counts[(pitch - bass.pitch) % 12]++;
  return shares(aboveBassNames, counts);
};

const bitsOf = (notes: readonly Note[]): number => notes.reduce((bits, { pitch }) => bits | (1 << (pitch % 12)), 0);

const chordNames = chordKinds.map((kind) => `sounding ${kind}`);

const kinds = ({ sounding }: ScoreView): Features => {
  const counts = Array<number>(chordKinds.length).fill(0);
  for (const notes of sounding) counts[chordKindOf(bitsOf(notes))]++;
  return shares(chordNames, counts);
};

const isSameChord = (a: Onset, b: Onset): boolean =>
  a.notes.length > 1 &&
  a.notes.length === b.notes.length &&
  a.notes.every(({ pitch }, i) => pitch === b.notes[i].pitch);

/** Chords, and how long they last. */
const simultaneities = ({ onsets }: ScoreView): Features => {
  const chords = onsets.slice(1).filter(({ notes }) => notes.length > 1);
  const repeated = onsets.slice(1).filter((onset, i) => isSameChord(onsets[i], onset));
  return {
    'longest run of one chord': longestRun(onsets, isSameChord),
    'repeated chords': chords.length === 0 ? 0 : repeated.length / chords.length,
    'struck alone': share(onsets, ({ notes }) => notes.length === 1),
    'struck in twos': share(onsets, ({ notes }) => notes.length === 2),
    'struck in threes': share(onsets, ({ notes }) => notes.length === 3),
    'notes struck at once': mean(onsets.map(({ notes }) => notes.length)),
    'spread of notes struck at once': deviation(onsets.map(({ notes }) => notes.length)),
    'different chords among those struck':
      new Set(onsets.map(({ notes }) => notes.map(({ pitch }) => pitch).join(' '))).size / onsets.length,
  };
};

const overlap = (a: ReadonlySet<number>, b: ReadonlySet<number>): number => {
  const both = [...a].filter((pitch) => b.has(pitch)).length;
  return both / (a.size + b.size - both || 1);
};

/** Pitch classes bar by bar; empty bars are left out. */
const barClasses = ({ bars, classes }: ScoreView): Features => {
  const counts = bars
    .filter(({ length }) => length > 0)
    .map((bar) => pitchClassCounts([...bar].map((key) => key & 127)));
  const sets = counts.map((bar) => new Set(bar.flatMap((count, pitch) => (count > 0 ? [pitch] : []))));
  const sizes = sets.map(({ size }) => size);
  return {
    'pitch classes a bar': mean(sizes),
    'spread of pitch classes a bar': deviation(sizes),
    'pitch-class entropy of a bar, nats': mean(counts.map(entropy)),
    'pitch-class entropy, nats': entropy(classes),
    'pitch classes shared with the bar before': mean(sets.slice(1).map((set, i) => overlap(sets[i], set))),
    'pitch classes shared with the bar 4 before': mean(sets.slice(4).map((set, i) => overlap(sets[i], set))),
  };
};

const key = ({ classes, keynote, bass }: ScoreView): Features => {
  const total = classes.reduce((sum, count) => sum + count, 0);
  const top = [...classes].sort((a, b) => b - a);
  return {
    'notes in the 7 commonest pitch classes': top.slice(0, 7).reduce((sum, count) => sum + count, 0) / total,
    ...shares(degreeNames, fromTonic(classes, keynote)),
    ...shares(bassDegreeNames, fromTonic(pitchClassCounts(bass.map(({ pitch }) => pitch)), keynote)),
  };
};

/** Harmony features. */
export const harmonyFeatures = (view: ScoreView): Features => ({
  ...verticals(view),
  ...aboveBass(view),
  ...kinds(view),
  ...simultaneities(view),
  ...barClasses(view),
  ...key(view),
});
