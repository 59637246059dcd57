import type { BarLine, PlanNote } from '../../../src/encoding/plan/music-plan.js';
import { barTicks } from '../../../src/music/meter.js';
import { endTick, pieceNotes } from '../../../src/music/piece-notes.js';
import type { MeterChange, Piece } from '../../../src/music/piece.js';

/** Bars of one metre; 4/4 unless told otherwise. */
export const barsOf = (count: number, steps = 192, beatSteps = 48): BarLine[] =>
  Array.from({ length: count }, (_, bar) => ({ step: bar * steps, steps, beatSteps }));

const sorted = (notes: PlanNote[]): PlanNote[] => notes.sort((a, b) => a.step - b.step || a.pitch - b.pitch);

/** Chords, each of pitches from the bass up, held for the same time. */
export const chordNotes = (chords: readonly (readonly number[])[], steps = 192, velocity = 64): PlanNote[] =>
  sorted(
    chords.flatMap((chord, i) => chord.map((pitch) => ({ step: i * steps, end: (i + 1) * steps, pitch, velocity }))),
  );

/** A melody as pitches and lengths in quarters; null is a rest. */
export const melody = (tune: readonly (readonly [number | null, number])[], fromStep = 0): PlanNote[] => {
  let step = fromStep;
  return tune.flatMap(([pitch, quarters]) => {
    const note = { step, end: step + quarters * 48, pitch: pitch ?? 0, velocity: 64 };
    step = note.end;
    return pitch === null ? [] : [note];
  });
};

export const together = (...parts: readonly (readonly PlanNote[])[]): PlanNote[] => sorted(parts.flat());

export const later = (notes: readonly PlanNote[], steps: number): PlanNote[] =>
  notes.map((note) => ({ ...note, step: note.step + steps, end: note.end + steps }));

export const higher = (notes: readonly PlanNote[], semitones: number): PlanNote[] =>
  notes.map((note) => ({ ...note, pitch: note.pitch + semitones }));

const STEP_TICKS = 10;

const beatStepsOf = ({ numerator, denominator }: MeterChange): number =>
  (numerator > 3 && numerator % 3 === 0 && denominator >= 8 ? 3 * 192 : 192) / denominator;

/** The notes and bars of a piece, for annotation. */
export const planMusicOf = (piece: Piece): { readonly notes: PlanNote[]; readonly bars: BarLine[] } => {
  const notes = pieceNotes(piece).map(({ tick, durationTicks, pitch, velocity }) => {
    const step = Math.round(tick / STEP_TICKS);
    return { step, end: Math.max(step + 1, Math.round((tick + durationTicks) / STEP_TICKS)), pitch, velocity };
  });
  const bars = piece.meters.flatMap((meter, i) => {
    const end = (piece.meters[i + 1]?.tick ?? endTick(piece)) / STEP_TICKS;
    const [from, steps] = [meter.tick / STEP_TICKS, barTicks(meter) / STEP_TICKS];
    const isLast = i + 1 === piece.meters.length;
    return Array.from({ length: Math.ceil((end - from) / steps) }, (_, bar) => ({
      step: from + bar * steps,
      steps: isLast ? steps : Math.min(steps, end - from - bar * steps),
      beatSteps: beatStepsOf(meter),
    }));
  });
  return { notes: sorted(notes), bars };
};
