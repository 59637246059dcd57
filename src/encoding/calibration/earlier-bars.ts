import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';

/** Onsets this close are at the same place, ends and onsets this close are one. */
export const NEAR_STEPS = 2;
/** Notes back that are looked at. */
const NOTES_BACK = 256;

/** The latest notes that were struck at a step or after it. */
const notesFrom = ({ log: { notes }, length }: RecallMemory, step: number): readonly RememberedNote[] => {
  let first = length;
  while (first > Math.max(0, length - NOTES_BACK) && notes[first - 1].step >= step) first--;
  return notes.slice(first, length);
};

/**
 * How the onset after a wait from `fromStep` agrees with the rhythm `barSteps` before: 1 if there was an onset then too,
 * plus 2 if one was passed over.
 */
export const rhythmAsBefore = (
  memory: RecallMemory,
  fromStep: number,
  barSteps: number,
): ((steps: number) => number) => {
  const offsets = notesFrom(memory, fromStep - barSteps + NEAR_STEPS + 1).map(({ step }) => step + barSteps - fromStep);
  return (steps) =>
    (offsets.some((offset) => Math.abs(offset - steps) <= NEAR_STEPS) ? 1 : 0) +
    (offsets[0] < steps - NEAR_STEPS ? 2 : 0);
};

/** The pitches struck at a step. */
export const pitchesAt = (memory: RecallMemory, step: number): ReadonlySet<number> =>
  new Set(
    notesFrom(memory, step - NEAR_STEPS)
      .filter((note) => note.step <= step + NEAR_STEPS)
      .map(({ pitch }) => pitch),
  );
