import { LAST_TICK } from '../../music/midi/division.js';
import { PPQ, type Note, type Piece } from '../../music/piece.js';
import { pieceNotes } from '../../music/piece-notes.js';
import { DaemonError } from '../../shared/error.js';
import { SILENCE } from './chorale.js';

const SIXTEENTH_TICKS = PPQ / 4;
/** General MIDI's drums have no pitch. */
const PERCUSSION = 9;
/** Rests up to a quarter are breaths: the harmony continues as if the note before were held. */
const BREATH_STEPS = 4;
/** Longer rests are cut to a bar or two, by whole bars of 4/4: a network was not trained on them. */
const LONGEST_REST_STEPS = 32;
const BAR_STEPS = 16;
/** Three and a half hours at 120 bpm, without the rests that are cut. */
const MOST_STEPS = 100_000;
/** Notes begun within a 32nd of each other are a chord. */
const TOGETHER_TICKS = SIXTEENTH_TICKS / 2;
/**
 * An onset this far from its sixteenth counts as moved: a triplet is off by a sixth of a beat, human timing by less.
 */
const NOTICEABLE_TICKS = SIXTEENTH_TICKS / 4;

/** More than can be harmonised at once. */
class MelodyTooLongError extends DaemonError {
  readonly code = 'MELODY_TOO_LONG';

  /** `how`: what this melody does, as the rest of a sentence. */
  constructor(how: string) {
    super(`This melody ${how}. Cut it into shorter files.`);
  }
}

/** A melody on the grid of sixteenths. */
export interface SopranoLine {
  /** Where its first sixteenth lies on the score. */
  readonly fromTick: number;
  /** Its notes on the grid, one after the other. */
  readonly notes: readonly Note[];
  /** The MIDI pitch in each sixteenth; breaths count as the note before. SILENCE in longer rests, which are cut. */
  readonly pitches: readonly number[];
  /** Sixteenths of silence that `pitches` leaves out, in order; `fromStep` counts in `pitches`. */
  readonly cuts: readonly { readonly fromStep: number; readonly steps: number }[];
  /** Notes left out because a higher note sounded. */
  readonly below: number;
  /** Notes moved further to the grid than human timing explains. */
  readonly moved: number;
}

/**
 * Whether a note is part of the top line: nothing higher begins with it or sounds for more than half of it. A shorter
 * overlap is legato.
 */
const isOnTop = (note: Note, notes: readonly Note[]): boolean =>
  !notes.some((other) => {
    if (other.pitch <= note.pitch || other.tick > note.tick + TOGETHER_TICKS) return false;
    const sharedTicks = other.tick + other.durationTicks - note.tick;
    const isChord = other.tick >= note.tick - TOGETHER_TICKS;
    return sharedTicks > (isChord ? TOGETHER_TICKS : note.durationTicks / 2);
  });

const gridTick = (tick: number): number => Math.round(tick / SIXTEENTH_TICKS) * SIXTEENTH_TICKS;

/** On the grid, each ending at the latest where the next begins; of several on one sixteenth, the last. */
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

/** The length to which a rest is cut. */
const restWithin = (steps: number): number => (steps <= LONGEST_REST_STEPS ? steps : BAR_STEPS + (steps % BAR_STEPS));

/** The pitches by sixteenths from the first note's on, and the rests that were cut. */
const sampled = (notes: readonly Note[]): Pick<SopranoLine, 'pitches' | 'cuts'> => {
  const pitches: number[] = [];
  const cuts: { readonly fromStep: number; readonly steps: number }[] = [];
  let endTick = notes[0].tick;
  for (const { tick, durationTicks, pitch } of notes) {
    const rest = (tick - endTick) / SIXTEENTH_TICKS;
    const kept = restWithin(rest);
    const steps = durationTicks / SIXTEENTH_TICKS;
    if (pitches.length + kept + steps > MOST_STEPS) {
      throw new MelodyTooLongError(`lasts longer than ${MOST_STEPS} sixteenths, which is hours`);
    }
    const filler = rest <= BREATH_STEPS ? (pitches.at(-1) ?? SILENCE) : SILENCE;
    for (let step = 0; step < kept; step++) pitches.push(filler);
    if (kept < rest) cuts.push({ fromStep: pitches.length, steps: rest - kept });
    for (let step = 0; step < steps; step++) pitches.push(pitch);
    endTick = tick + durationTicks;
  }
  if (endTick > LAST_TICK) throw new MelodyTooLongError('ends after the last sixteenth that a MIDI file can hold');
  return { pitches, cuts };
};

/** The top line of a piece in sixteenths; undefined if no note has a pitch. */
export const sopranoLine = (piece: Piece): SopranoLine | undefined => {
  const all = pieceNotes(piece).filter(({ channel }) => channel !== PERCUSSION);
  const line = all.filter((note) => isOnTop(note, all));
  const notes = onGrid(line);
  if (notes.length === 0) return undefined;
  return {
    fromTick: notes[0].tick,
    notes,
    ...sampled(notes),
    below: all.length - line.length,
    moved: line.filter(({ tick }) => Math.abs(tick - gridTick(tick)) > NOTICEABLE_TICKS).length,
  };
};
