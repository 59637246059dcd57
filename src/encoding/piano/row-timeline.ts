import type { EventSequence } from '../../model/event-schema.js';
import type { MeterSpan } from '../shared/meter-span.js';
import type { PlacedEvent } from './event-rows.js';
import { STEPS_PER_BEAT } from '../shared/grid.js';
import { barStepsOf, meterOfId } from '../vocabulary/meter.js';
import { absentIn, pianoColumn, pianoSchema, type PianoFieldName, type PianoRow } from './piano-schema.js';
import { waitSteps } from '../vocabulary/wait.js';

const WIDTH = pianoSchema.length;

/** One id of a sequence of the piano schema. */
export const idAt = (sequence: EventSequence, row: number, name: PianoFieldName): number =>
  sequence.ids[row * WIDTH + pianoColumn[name]];

/** The onset of every row in steps of 1/48 beat, counted from the start row. A start row's wait is absent, hence 0. */
export const rowSteps = (sequence: EventSequence): number[] => {
  let step = 0;
  return Array.from({ length: sequence.length }, (_, row) => {
    if (row > 0) step += waitSteps(idAt(sequence, row, 'wait'));
    return step;
  });
};

/** The ids that give a row's position. */
type Place = Pick<PianoRow, 'beatPhase' | 'beatInBar' | 'metre'>;

/** The metre span given by a row's own ids: its latest bar line, or its latest beat in an unknown metre. */
const spanOfPlace = (place: Place, step: number): MeterSpan => {
  const metre = meterOfId(place.metre);
  const beat = place.beatInBar === absentIn('beatInBar') ? 0 : place.beatInBar;
  const barLine = step - beat * STEPS_PER_BEAT - place.beatPhase;
  return { step: barLine, meterId: place.metre, barSteps: metre ? barStepsOf(metre) : 0 };
};

/** Whether the next row is in the same bars as the span; in an unknown metre, whether it keeps the beat. */
const continues = (span: MeterSpan, next: MeterSpan): boolean =>
  span.meterId === next.meterId && (next.step - span.step) % (span.barSteps || STEPS_PER_BEAT) === 0;

/**
 * The metre spans of a sequence, read back from its rows, so that music can continue after any row. A change is known
 * from the first row that has it and takes effect at that row's bar line.
 */
export const meterSpansOf = (sequence: EventSequence): MeterSpan[] => {
  const steps = rowSteps(sequence);
  const spans: MeterSpan[] = [];
  steps.forEach((step, row) => {
    const place: Place = {
      beatPhase: idAt(sequence, row, 'beatPhase'),
      beatInBar: idAt(sequence, row, 'beatInBar'),
      metre: idAt(sequence, row, 'metre'),
    };
    const span = spanOfPlace(place, step);
    const latest = spans.at(-1);
    if (!latest || !continues(latest, span)) spans.push(span);
  });
  return spans;
};

/** The event of a row, at a step. */
export const placedAt = (sequence: EventSequence, row: number, step: number): PlacedEvent => ({
  step,
  who: idAt(sequence, row, 'who'),
  what: idAt(sequence, row, 'what'),
  duration: idAt(sequence, row, 'duration'),
  velocity: idAt(sequence, row, 'velocity'),
  tempo: idAt(sequence, row, 'tempo'),
});
