import type { Note } from '../../music/piece.js';
import type { Passage } from './passage.js';

/** What is struck at one tick, from the bass up; at least one note. */
export interface Onset {
  readonly tick: number;
  readonly notes: readonly Note[];
}

/** The onsets of a passage in order. */
export const onsetsOf = ({ notes }: Pick<Passage, 'notes'>): readonly Onset[] => {
  const onsets: { tick: number; notes: Note[] }[] = [];
  for (const note of notes) {
    const latest = onsets.at(-1);
    if (latest?.tick === note.tick) latest.notes.push(note);
    else onsets.push({ tick: note.tick, notes: [note] });
  }
  return onsets;
};

/** A line through the music: the candidate at each onset, unless a sounding note covers it. */
const line = (onsets: readonly Onset[], choose: (onset: Onset) => Note, hides: (held: Note, note: Note) => boolean) => {
  const found: Note[] = [];
  let held: Note | undefined;
  for (const onset of onsets) {
    const note = choose(onset);
    const sounds = held !== undefined && held.tick + held.durationTicks > note.tick;
    if (held && sounds && hides(held, note)) continue;
    found.push(note);
    held = note;
  }
  return found;
};

/** The melody (skyline): the highest note of each onset, unless a higher one still sounds. */
export const skyline = (onsets: readonly Onset[]): readonly Note[] =>
  line(
    onsets,
    ({ notes }) => notes[notes.length - 1],
    (held, note) => held.pitch > note.pitch,
  );

/** The lowest note of each onset, unless a lower one still sounds. */
export const bassLine = (onsets: readonly Onset[]): readonly Note[] =>
  line(
    onsets,
    ({ notes }) => notes[0],
    (held, note) => held.pitch < note.pitch,
  );

/** Semitones from each note of a line to the next; up is above 0. */
export const intervals = (notes: readonly Note[]): readonly number[] =>
  notes.slice(1).map(({ pitch }, i) => pitch - notes[i].pitch);
