import type { BarLine, PlanNote } from '../../../src/encoding/plan/music-plan.js';

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
