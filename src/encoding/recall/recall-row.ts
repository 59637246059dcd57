import { PEDAL_DOWN_ID, absentIn, pianoColumn } from '../piano/piano-schema.js';
import { LONGEST_MATCH, exactMatch, shiftedMatch, type Match } from './recall-match.js';
import { remember, type RecallMemory } from './recall-memory.js';
import { recallColumn, recallingSchema } from './recall-schema.js';
import { waitIdOf } from '../vocabulary/wait.js';

const ABSENT = recallingSchema.map(({ size }) => size);

/** Classes of match lengths begin here. */
const CLASSES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, LONGEST_MATCH];

const lengthClass = (length: number): number => CLASSES.findLastIndex((from) => length >= from);

/** The wait from the event at `step` to the recalled note; absent if that is in the past. */
const waitUntil = ({ gapSteps }: Match, lastNoteStep: number, step: number): number => {
  const wait = lastNoteStep + gapSteps - step;
  if (wait <= 0) return wait < 0 ? absentIn('wait') : 0;
  return waitIdOf(wait);
};

const onPiano = (pitch: number): number => (pitch >= 0 && pitch < PEDAL_DOWN_ID ? pitch : absentIn('what'));

const writeMatch = (
  ids: Int32Array,
  at: number,
  match: Match | undefined,
  wait: number,
  columns: readonly [number, number, number, number],
): void => {
  const [length, waitColumn, what, duration] = columns;
  ids[at + length] = match ? lengthClass(match.length) : 0;
  ids[at + waitColumn] = wait;
  ids[at + what] = match ? onPiano(match.next.pitch + match.shift) : ABSENT[what];
  ids[at + duration] = match ? match.next.duration : ABSENT[duration];
};

const c = recallColumn;
const EXACT = [c.recallLength, c.recallWait, c.recallWhat, c.recallDuration] as const;
const SHIFTED = [c.shiftLength, c.shiftWait, c.shiftWhat, c.shiftDuration] as const;

/** Writes the recall for the event after `step` into its row, which begins at `at`. */
export const writeRecalled = (ids: Int32Array, memory: RecallMemory, step: number, at = 0): void => {
  const exact = exactMatch(memory);
  const shifted = shiftedMatch(memory);
  const lastStep = memory.length > 0 ? memory.log.notes[memory.length - 1].step : step;
  const waitOf = (match: Match | undefined) => (match ? waitUntil(match, lastStep, step) : absentIn('wait'));
  writeMatch(ids, at, exact, waitOf(exact), EXACT);
  ids[at + c.recallVelocity] = exact ? exact.next.velocity : ABSENT[c.recallVelocity];
  writeMatch(ids, at, shifted, waitOf(shifted), SHIFTED);
};

const bits = (ids: Int32Array, at: number, column: number, exact: number, shifted: number): number =>
  (ids[at + column] === ids[at + exact] ? 1 : 0) + (ids[at + column] === ids[at + shifted] ? 2 : 0);

/** Writes whether the row's wait is as recalled. */
export const writeWaitAsRecalled = (ids: Int32Array, at = 0): void => {
  ids[at + c.waitAsRecalled] = bits(ids, at, pianoColumn.wait, c.recallWait, c.shiftWait);
};

/** The same for the pitch. */
export const writeWhatAsRecalled = (ids: Int32Array, at = 0): void => {
  ids[at + c.whatAsRecalled] = bits(ids, at, pianoColumn.what, c.recallWhat, c.shiftWhat);
};

/** The memory after the event of a row, at `step`. Pedal events are not remembered. */
export const rememberRow = (memory: RecallMemory, ids: Int32Array, step: number, at = 0): RecallMemory => {
  const pitch = ids[at + pianoColumn.what];
  if (pitch >= PEDAL_DOWN_ID) return memory;
  return remember(memory, {
    step,
    pitch,
    duration: ids[at + pianoColumn.duration],
    velocity: ids[at + pianoColumn.velocity],
  });
};
