import type { Note, Piece } from '../../music/piece.js';

/** Intervals in one n-gram: nine notes, long enough that two works share one only through quotations or scales. */
const gramIntervals = 8;

/** An n-gram with fewer different intervals is a scale, trill or repeated note, which occur everywhere. */
const minDistinctIntervals = 3;

const percussionChannel = 9;

/** The notes of all tracks but percussion, by tick. */
const pitchedNotes = (piece: Piece): readonly Note[] =>
  piece.tracks
    .flatMap((track) => track.notes)
    .filter((note) => note.channel !== percussionChannel)
    .sort((a, b) => a.tick - b.tick);

/** Onsets closer than this (a 64th note) are one chord: a rolled chord or a human one has one top and one bottom. */
const chordTicks = 30;

/** Highest and lowest pitch of every chord, in order. */
export const outerVoices = (piece: Piece): { readonly melody: readonly number[]; readonly bass: readonly number[] } => {
  const melody: number[] = [];
  const bass: number[] = [];
  let chordTick = -Infinity;
  for (const note of pitchedNotes(piece)) {
    if (note.tick - chordTick >= chordTicks) {
      chordTick = note.tick;
      melody.push(note.pitch);
      bass.push(note.pitch);
    } else {
      melody[melody.length - 1] = Math.max(melody[melody.length - 1], note.pitch);
      bass[bass.length - 1] = Math.min(bass[bass.length - 1], note.pitch);
    }
  }
  return { melody, bass };
};

/** FNV-1a over the intervals, 32 bits; `voice` distinguishes melody and bass. */
const hashGram = (pitches: readonly number[], start: number, voice: number): number => {
  let hash = (0x811c9dc5 ^ voice) >>> 0;
  for (let i = start; i < start + gramIntervals; i++) {
    hash = Math.imul(hash ^ (pitches[i + 1] - pitches[i] + 128), 0x01000193) >>> 0;
  }
  return hash;
};

const isTelling = (pitches: readonly number[], start: number): boolean => {
  const intervals = new Set<number>();
  for (let i = start; i < start + gramIntervals; i++) intervals.add(pitches[i + 1] - pitches[i]);
  return intervals.size >= minDistinctIntervals;
};

const addGrams = (grams: Set<number>, pitches: readonly number[], voice: number): void => {
  for (let start = 0; start + gramIntervals < pitches.length; start++) {
    if (isTelling(pitches, start)) grams.add(hashGram(pitches, start, voice));
  }
};

/**
 * The 8-interval n-grams of the top line and of the bass, hashed, ascending, each once. Intervals, so a transposed
 * edition has the same ones; without rhythm, so performances and scores match too.
 */
export const fingerprint = (piece: Piece): Uint32Array => {
  const { melody, bass } = outerVoices(piece);
  const grams = new Set<number>();
  addGrams(grams, melody, 1);
  addGrams(grams, bass, 2);
  return Uint32Array.from(grams).sort();
};
