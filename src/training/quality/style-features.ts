import { PPQ, type Note } from '../../music/piece.js';
import { estimateTonic } from './key-estimation.js';
import { bassLine, intervals, onsetsOf, skyline, type Onset } from './onsets.js';
import type { Passage } from './passage.js';

/** Weights by name of a feature, those of 0 left out. */
export type StyleFeatures = ReadonlyMap<string, number>;

const GRID_TICKS = PPQ / 12;
const LONGEST = 48;
const WIDEST = 13;

const clip = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

const gridSteps = (ticks: number): number => Math.min(LONGEST, Math.round(ticks / GRID_TICKS));

/** Each item with the one after it. */
const pairs = (items: readonly (number | string)[]): string[] => items.slice(1).map((item, i) => `${items[i]}|${item}`);

const triples = (items: readonly (number | string)[]): string[] =>
  items.slice(2).map((item, i) => `${items[i]}|${items[i + 1]}|${item}`);

/** Pitch classes above the lowest note struck. */
const chordOf = ({ notes }: Onset): string =>
  [...new Set(notes.map(({ pitch }) => (pitch - notes[0].pitch) % 12))].sort((a, b) => a - b).join(' ');

const classCounts = (notes: readonly Note[]): number[] => {
  const counts = Array<number>(12).fill(0);
  for (const { pitch } of notes) counts[pitch % 12]++;
  return counts;
};

const soundingAt = (notes: readonly Note[], onsets: readonly Onset[]): number[] => {
  let sounding: Note[] = [];
  let next = 0;
  return onsets.map(({ tick }) => {
    while (next < notes.length && notes[next].tick <= tick) sounding.push(notes[next++]);
    sounding = sounding.filter((note) => note.tick + note.durationTicks > tick);
    return Math.min(10, sounding.length);
  });
};

/**
 * What is counted, by kind. Except for the register, nothing depends on the key; nothing depends on loudness, pedal,
 * tempo or time signature, since these reveal who made the file rather than who wrote the music.
 */
const countedIn = (passage: Passage): Readonly<Record<string, readonly (string | number)[]>> => {
  const { notes } = passage;
  const onsets = onsetsOf(passage);
  const melody = skyline(onsets);
  const moves = intervals(melody).map((move) => clip(move, WIDEST));
  const bass = bassLine(onsets);
  const bassMoves = intervals(bass).map((move) => clip(move, WIDEST));
  const waits = onsets.slice(1).map(({ tick }, i) => gridSteps(tick - onsets[i].tick));
  const keynote = estimateTonic(classCounts(notes));
  const sizes = onsets.map((onset) => Math.min(6, onset.notes.length));
  const chords = onsets.filter((onset) => onset.notes.length > 1).map(chordOf);
  return {
    move: moves,
    moves: pairs(moves),
    moves3: triples(moves),
    rhythm: pairs(melody.slice(1).map(({ tick }, i) => gridSteps(tick - melody[i].tick))),
    bass: bassMoves,
    basses: pairs(bassMoves),
    chord: chords,
    chords: pairs(chords),
    waits: triples(waits),
    size: sizes,
    sizes: triples(sizes),
    sounding: soundingAt(notes, onsets),
    place: onsets.map(({ tick }, i) => `${gridSteps(tick % PPQ)}/${Math.min(3, sizes[i])}`),
    length: notes.map(({ durationTicks }) => gridSteps(durationTicks)),
    register: notes.map(({ pitch }) => pitch >> 2),
    degree: notes.map(({ pitch }) => (pitch + 12 - keynote) % 12),
    bassDegree: bass.map(({ pitch }) => (pitch + 12 - keynote) % 12),
    stream: pairs(intervals(notes).map((move) => clip(move, 2 * WIDEST))),
  };
};

/** The features of a passage: square roots of the shares of each kind, so that rare ones count too. */
export const styleFeatures = (passage: Passage): StyleFeatures => {
  const features = new Map<string, number>();
  for (const [kind, items] of Object.entries(countedIn(passage))) {
    const counts = new Map<string, number>();
    for (const item of items) counts.set(`${kind} ${item}`, (counts.get(`${kind} ${item}`) ?? 0) + 1);
    for (const [name, count] of counts) features.set(name, Math.sqrt(count / items.length));
  }
  return features;
};
