import type { BarLine, PlanNote } from '../plan/music-plan.js';

/** The notes struck in each bar; notes before the first bar or after the last are in none. */
export const notesByBar = (
  notes: readonly PlanNote[],
  bars: readonly Pick<BarLine, 'step' | 'steps'>[],
): PlanNote[][] => {
  let next = 0;
  return bars.map(({ step, steps }) => {
    while (next < notes.length && notes[next].step < step) next++;
    const from = next;
    while (next < notes.length && notes[next].step < step + steps) next++;
    return notes.slice(from, next);
  });
};
