import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import type { MusicPlan, PlanBar } from './music-plan.js';

/** Onsets this near are at the same place of a bar: people do not play on the grid. */
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

/** The bar of a plan that a step lies in; undefined before the plan and behind its end. */
export const barAt = ({ bars }: MusicPlan, step: number): number | undefined => {
  const index = indexAt(bars, step);
  return index >= 0 && step < bars[index].step + bars[index].steps ? index : undefined;
};

/** Whether a bar takes up the notes of an earlier one, not its rhythm alone. */
export const repeatsNotes = ({ kind }: PlanBar): boolean => kind === 'exact' || kind === 'shifted' || kind === 'varied';

/** Index of the first remembered note at or behind a step. */
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

/** A note of the bar that is taken up. */
export interface ReferenceNote {
  /** Steps from its bar line. */
  readonly place: number;
  readonly note: RememberedNote;
  /** Semitones that the music now lies above it. */
  readonly shift: number;
}

/** The notes of the bar that a bar takes up, from a place on. */
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
