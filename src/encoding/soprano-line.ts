import { PPQ, type Note, type Piece } from '../music/piece.js';
import { pieceNotes } from '../music/piece-notes.js';
import { SILENCE } from './chorale.js';

const SIXTEENTH_TICKS = PPQ / 4;
/** General MIDI's drums have no pitch. */
const PERCUSSION = 9;
/** Rests up to a quarter are breaths: the harmony below goes on as if the note before were held. */
const BREATH_STEPS = 4;
/** Notes begun within a 32nd of each other are a chord; one that lasts so much into the next is played legato. */
const TOGETHER_TICKS = SIXTEENTH_TICKS / 2;
/** So far from its sixteenth an onset counts as moved: a triplet is off by a sixth of a beat, people by less. */
const NOTICEABLE_TICKS = SIXTEENTH_TICKS / 4;

/** A melody on the grid of sixteenths. */
export interface SopranoLine {
  /** Where its first sixteenth lies on the score. */
  readonly fromTick: number;
  /** Its notes on the grid, one after the other. */
  readonly notes: readonly Note[];
  /** What sounds in each sixteenth, MIDI pitches, a breath as the note before it; SILENCE in longer rests. */
  readonly pitches: readonly number[];
  /** Notes left out because others sounded above them. */
  readonly below: number;
  /** Notes moved to the grid by more than a person would. */
  readonly moved: number;
}

/** Whether a note is part of the top line: nothing higher sounds while it begins. */
const isOnTop = (note: Note, notes: readonly Note[]): boolean =>
  !notes.some(
    (other) =>
      other.pitch > note.pitch &&
      other.tick <= note.tick + TOGETHER_TICKS &&
      other.tick + other.durationTicks > note.tick + TOGETHER_TICKS,
  );

const gridTick = (tick: number): number => Math.round(tick / SIXTEENTH_TICKS) * SIXTEENTH_TICKS;

/** On the grid, each ending where the next begins at the latest; of those on one sixteenth the last. */
const onGrid = (line: readonly Note[]): readonly Note[] => {
  const starts = line.map(({ tick }) => gridTick(tick));
  return line.flatMap((note, i) => {
    const tick = starts[i];
    const next = starts[i + 1] ?? Infinity;
    if (next <= tick) return [];
    const end = Math.max(tick + SIXTEENTH_TICKS, gridTick(note.tick + note.durationTicks));
    return [{ ...note, tick, durationTicks: Math.min(next, end) - tick }];
  });
};

/** The pitches by sixteenths from the first note's on. */
const sampled = (notes: readonly Note[]): number[] => {
  const pitches: number[] = [];
  const fromTick = notes[0].tick;
  for (const { tick, durationTicks, pitch } of notes) {
    const from = (tick - fromTick) / SIXTEENTH_TICKS;
    const rest = from - pitches.length;
    const filler = rest <= BREATH_STEPS ? (pitches.at(-1) ?? SILENCE) : SILENCE;
    while (pitches.length < from) pitches.push(filler);
    for (let step = 0; step < durationTicks / SIXTEENTH_TICKS; step++) pitches.push(pitch);
  }
  return pitches;
};

/** The top line of a piece by sixteenths; undefined where nothing in it has a pitch. */
export const sopranoLine = (piece: Piece): SopranoLine | undefined => {
  const all = pieceNotes(piece).filter(({ channel }) => channel !== PERCUSSION);
  const line = all.filter((note) => isOnTop(note, all));
  const notes = onGrid(line);
  if (notes.length === 0) return undefined;
  return {
    fromTick: notes[0].tick,
    notes,
    pitches: sampled(notes),
    below: all.length - line.length,
    moved: line.filter(({ tick }) => Math.abs(tick - gridTick(tick)) > NOTICEABLE_TICKS).length,
  };
};
