import type { Note } from '../../../music/piece.js';
import { barsOf, type Bar } from '../bar-similarity.js';
import { estimateTonic } from '../key-estimation.js';
import { bassLine, onsetsOf, skyline, type Onset } from '../onsets.js';
import type { Passage } from '../passage.js';

/** Named figures of some bars. */
export type Features = Readonly<Record<string, number>>;

/** A passage prepared for its features; each view is computed once. */
export interface ScoreView {
  readonly passage: Passage;
  readonly onsets: readonly Onset[];
  /** All sounding notes at each onset, from the bass up; without the pedal. */
  readonly sounding: readonly (readonly Note[])[];
  readonly top: readonly Note[];
  readonly bass: readonly Note[];
  readonly bars: readonly Bar[];
  /** Pitch class of the keynote, 0 for C. */
  readonly keynote: number;
  /** Notes by pitch class, 0 for C. */
  readonly classes: readonly number[];
}

const soundingAt = (notes: readonly Note[], onsets: readonly Onset[]): Note[][] => {
  let sounding: Note[] = [];
  let next = 0;
  return onsets.map(({ tick }) => {
    sounding = sounding.filter((note) => note.tick + note.durationTicks > tick);
    while (next < notes.length && notes[next].tick <= tick) sounding.push(notes[next++]);
    return [...sounding].sort((a, b) => a.pitch - b.pitch);
  });
};

/** Notes by pitch class. */
export const pitchClassCounts = (pitches: Iterable<number>): number[] => {
  const counts = Array<number>(12).fill(0);
  for (const pitch of pitches) counts[pitch % 12]++;
  return counts;
};

/** The views of a passage. */
export const viewScore = (passage: Passage): ScoreView => {
  const onsets = onsetsOf(passage);
  const classes = pitchClassCounts(passage.notes.map(({ pitch }) => pitch));
  return {
    passage,
    onsets,
    sounding: soundingAt(passage.notes, onsets),
    top: skyline(onsets),
    bass: bassLine(onsets),
    bars: barsOf(passage),
    keynote: estimateTonic(classes),
    classes,
  };
};

/** Shares of a total by name, 0 where there is nothing. */
export const shares = (names: readonly string[], counts: readonly number[]): Features => {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  return Object.fromEntries(names.map((name, i) => [name, counts[i] / total]));
};
