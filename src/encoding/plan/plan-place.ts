import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import type { MusicPlan, PlanBar } from './music-plan.js';

/** Onsets this close are at the same position in a bar: people do not play exactly on the grid. */
export const NEAR_STEPS = 3;

/** Index of the last entry that begins at or before a step; −1 for none. */
export const indexAt = (entries: readonly { readonly step: number }[], step: number): number => {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].step <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** The bar of a plan that contains a step; undefined before and after the plan. */
export const barAt = ({ bars }: MusicPlan, step: number): number | undefined => {
  const index = indexAt(bars, step);
  return index >= 0 && step < bars[index].step + bars[index].steps ? index : undefined;
};

/** Whether a bar repeats the notes of an earlier one, not only its rhythm. */
export const repeatsNotes = ({ kind }: PlanBar): boolean => kind === 'exact' || kind === 'shifted' || kind === 'varied';

/** Index of the first remembered note at or after a step. */
const firstNoteFrom = ({ log: { notes }, length }: RecallMemory, step: number): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (notes[middle].step < step) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A note of the repeated bar. */
export interface ReferenceNote {
  /** Steps from its bar line. */
  readonly place: number;
  readonly note: RememberedNote;
  /** Semitones from there to the current music. */
  readonly shift: number;
}

/** The notes of the repeated bar, starting at a position. */
export function* referenceNotes(
  { bars }: MusicPlan,
  memory: RecallMemory,
  bar: PlanBar,
  fromPlace: number,
): Generator<ReferenceNote> {
  const then = bars.at(bar.reference);
  if (bar.reference < 0 || !then) return;
  const { notes } = memory.log;
  for (let i = firstNoteFrom(memory, then.step + fromPlace); i < memory.length; i++) {
    const place = notes[i].step - then.step;
    if (place >= then.steps) return;
    yield { place, note: notes[i], shift: bar.shift };
  }
}
