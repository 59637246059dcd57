import type { BarLine, PlanNote } from '../plan/music-plan.js';

/** The upper line: the highest of the notes struck together, unless a higher one still sounds. */
const upperLine = (notes: readonly PlanNote[]): PlanNote[] => {
  const line: PlanNote[] = [];
  for (const note of notes) {
    const before = line.at(-1);
    if (before?.step === note.step) line[line.length - 1] = note;
    else if (!before || before.end <= note.step || before.pitch <= note.pitch) line.push(note);
  }
  return line;
};

const median = (values: readonly number[]): number =>
  values.length === 0 ? 0 : [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** A note this many times as long as the median, or a rest as long, is a full stop. */
const FULL_STOP = 5;
/** The usual length is computed from this many notes on each side. */
const NEIGHBOURS = 24;

/**
 * How much the upper line rests before each bar, 0–1: the longest wait after a note of the previous bar (the next note
 * may be an upbeat), compared with the usual wait nearby.
 */
export const melodyGaps = (bars: readonly BarLine[], notes: readonly PlanNote[]): number[] => {
  const line = upperLine(notes);
  const waits = line.slice(1).map(({ step }, i) => step - line[i].step);
  let next = 0;
  return bars.map(({ step }, bar) => {
    if (bar === 0) return 0;
    while (next < waits.length && line[next].step < bars[bar - 1].step) next++;
    let longest = 0;
    for (let i = next; i < waits.length && line[i].step < step; i++) {
      const untilMiddle = line[i].step + waits[i] >= (bars[bar - 1].step + step) / 2;
      if (untilMiddle) longest = Math.max(longest, waits[i]);
    }
    const usual = median(waits.slice(Math.max(0, next - NEIGHBOURS), next + NEIGHBOURS));
    if (usual === 0 || longest <= usual) return 0;
    return Math.min(1, Math.log(longest / usual) / Math.log(FULL_STOP));
  });
};
