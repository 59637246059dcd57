import type { EventSequence } from '../../model/event-schema.js';
import { spanAt, stepsIntoBar, type MeterSpan } from './meter-span.js';
import { startCursor } from '../piano/event-cursor.js';
import { layRows, type PlacedEvent } from '../piano/event-rows.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, absentIn } from '../piano/piano-schema.js';
import { idAt, meterSpansOf, placedAt, rowSteps } from '../piano/row-timeline.js';

export interface ExcerptOptions {
  /** Length in bars of the metre the excerpt begins in. */
  readonly bars: number;
  /** Excerpts with fewer notes are left out. */
  readonly minimumNotes: number;
}

/** Rows firstRow … endRow − 1, which lie in the bars from `startStep` on. */
interface Passage {
  readonly startStep: number;
  readonly firstRow: number;
  readonly endRow: number;
}

/** Consecutive passages of whole bars without overlap, each starting in a bar in which a note begins. */
const passages = (steps: readonly number[], spans: readonly MeterSpan[], bars: number): Passage[] => {
  const found: Passage[] = [];
  let row = 1;
  while (row < steps.length) {
    const span = spanAt(spans, steps[row]);
    if (span.barSteps === 0) {
      row++;
      continue;
    }
    const startStep = steps[row] - stepsIntoBar(span, steps[row]);
    const firstRow = row;
    while (row < steps.length && steps[row] < startStep + bars * span.barSteps) row++;
    if (row < steps.length) found.push({ startStep, firstRow, endRow: row });
  }
  return found;
};

/** A pedal pressed before the passage is pressed at its start; otherwise its release would have no press. */
const heldPedal = (sequence: EventSequence, { firstRow, startStep }: Passage): PlacedEvent[] => {
  let row = firstRow - 1;
  while (row > 0 && idAt(sequence, row, 'what') < PEDAL_DOWN_ID) row--;
  const isDown = row > 0 && idAt(sequence, row, 'what') === PEDAL_DOWN_ID;
  if (!isDown || idAt(sequence, firstRow, 'what') === PEDAL_UP_ID) return [];
  const absent = { duration: absentIn('duration'), velocity: absentIn('velocity'), tempo: absentIn('tempo') };
  return [{ step: startStep, who: idAt(sequence, row, 'who'), what: PEDAL_DOWN_ID, ...absent }];
};

const passageEvents = (sequence: EventSequence, steps: readonly number[], passage: Passage): PlacedEvent[] =>
  steps.slice(passage.firstRow, passage.endRow).map((step, i) => placedAt(sequence, passage.firstRow + i, step));

/** The music of a piece by passages. */
export interface ExcerptsOfPiece {
  /** The first bars; undefined if they have too few notes. */
  readonly opening: EventSequence | undefined;
  readonly later: readonly EventSequence[];
}

/**
 * Passages of a piece as separate sequences, each starting at a bar line: primers small enough to be stored in a
 * checkpoint. They do not overlap; a last, incomplete one is left out.
 */
export const excerptsByPlace = (sequence: EventSequence, options: ExcerptOptions): ExcerptsOfPiece => {
  const steps = rowSteps(sequence);
  const metres = meterSpansOf(sequence);
  const about = { composer: idAt(sequence, 0, 'composer'), source: idAt(sequence, 0, 'source') };
  const [opening, ...later] = passages(steps, metres, options.bars).map((passage) => {
    const events = passageEvents(sequence, steps, passage);
    if (events.filter((event) => event.what < PEDAL_DOWN_ID).length < options.minimumNotes) return undefined;
    const start = startCursor(metres, { ...about, step: passage.startStep });
    return layRows(start, [...heldPedal(sequence, passage), ...events]);
  });
  return { opening, later: later.filter((passage) => passage !== undefined) };
};

/** All of them, in the order of the piece. */
export const excerpts = (sequence: EventSequence, options: ExcerptOptions): EventSequence[] => {
  const { opening, later } = excerptsByPlace(sequence, options);
  return opening ? [opening, ...later] : [...later];
};
