import { STEPS_PER_BEAT } from '../shared/grid.js';
import type { BarLine, PlanNote } from '../plan/music-plan.js';

/** The most notes per quarter of the classes 0 to 7. */
const MOST_PER_QUARTER = [0, 1, 2, 3, 4, 6, 8, 12];

/** The class, 0–8, of notes struck per quarter. */
export const densityClass = (notes: number, quarters: number): number => {
  const found = MOST_PER_QUARTER.findIndex((most) => notes / quarters <= most + 1e-9);
  return found < 0 ? MOST_PER_QUARTER.length : found;
};

/** The share of a bar's onsets that may be off every grid, such as ornaments and rolled chords. */
const ORNAMENTS = 0.15;

/** The finest division of the quarter, 0–6, that a bar's onsets use. */
export const gridClass = (notes: readonly PlanNote[], barStep: number): number => {
  const places = [...new Set(notes.map(({ step }) => step - barStep))].map((place) => place % STEPS_PER_BEAT);
  const count = (test: (place: number) => boolean): number => places.filter(test).length;
  if (places.length === 0) return 0;
  if (count((place) => place % 8 !== 0 && place % 12 !== 0) > ORNAMENTS * places.length) return 6;
  const sixteenths = count((place) => place % 24 === 12);
  const eighths = count((place) => place === 24);
  if (count((place) => place % 8 === 0 && place % 12 !== 0) > 0) return sixteenths + eighths > 0 ? 5 : 4;
  if (sixteenths > 0) return 3;
  return eighths > 0 ? 2 : 1;
};

const VELOCITIES_PER_CLASS = 16;

/** The loudness of every bar; a bar without notes is as loud as the one before. */
const loudnessOf = (notesIn: readonly (readonly PlanNote[])[]): number[] => {
  const first = notesIn.find((notes) => notes.length > 0)?.[0].velocity ?? 0;
  if (notesIn.every((notes) => notes.every(({ velocity }) => velocity === first))) return notesIn.map(() => -1);
  let loudness = Math.floor(first / VELOCITIES_PER_CLASS);
  return notesIn.map((notes) => {
    const total = notes.reduce((sum, { velocity }) => sum + velocity, 0);
    if (notes.length > 0) loudness = Math.min(7, Math.floor(total / notes.length / VELOCITIES_PER_CLASS));
    return loudness;
  });
};

/** Density, finest division and loudness of every bar. */
export const textures = (
  bars: readonly BarLine[],
  notesIn: readonly (readonly PlanNote[])[],
): { readonly density: number; readonly grid: number; readonly loudness: number }[] => {
  const loudness = loudnessOf(notesIn);
  return bars.map(({ step, steps }, bar) => ({
    density: densityClass(notesIn[bar].length, steps / STEPS_PER_BEAT),
    grid: gridClass(notesIn[bar], step),
    loudness: loudness[bar],
  }));
};
