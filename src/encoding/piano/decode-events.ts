import type { Meter } from '../../music/meter.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { MeterChange, Note, PedalEvent, Piece, TempoChange } from '../../music/piece.js';
import { durationTicks } from '../vocabulary/duration.js';
import { tickOfStep } from '../shared/grid.js';
import { meterOfId } from '../vocabulary/meter.js';
import { PEDAL_DOWN_ID, absentIn } from './piano-schema.js';
import { idAt, meterSpansOf, rowSteps } from './row-timeline.js';
import { tempoRatio } from '../vocabulary/tempo.js';
import { trimRestruck } from './trim-overlaps.js';
import { velocityOf } from '../vocabulary/velocity.js';

export interface DecodeOptions {
  /** The piece's own tempo, quarters per minute. */
  readonly bpm: number;
  /** 0: strictly at `bpm`. 1: every tempo deviation in full. Between: that power of each ratio. */
  readonly expression: number;
  /** One metre for the whole piece; without it the metres of the rows. */
  readonly metre?: Meter;
  readonly title?: string;
}

const noteRows = (sequence: EventSequence, steps: readonly number[]): Note[] =>
  steps.flatMap((step, row) => {
    const what = idAt(sequence, row, 'what');
    if (row === 0 || what >= PEDAL_DOWN_ID) return [];
    const durationId = idAt(sequence, row, 'duration');
    const velocityId = idAt(sequence, row, 'velocity');
    return {
      tick: tickOfStep(step),
      pitch: what,
      durationTicks: durationTicks(durationId),
      velocity: velocityOf(velocityId),
      channel: 0,
    };
  });

const pedalRows = (sequence: EventSequence, steps: readonly number[]): PedalEvent[] =>
  steps.flatMap((step, row) => {
    const what = idAt(sequence, row, 'what');
    if (row === 0 || what < PEDAL_DOWN_ID) return [];
    return { tick: tickOfStep(step), channel: 0, value: what === PEDAL_DOWN_ID ? 127 : 0 };
  });

/**
 * A tempo change where each wait begins, since a row's tempo applies to the time before it; equal neighbours are
 * merged.
 */
const tempoRows = (sequence: EventSequence, steps: readonly number[], options: DecodeOptions): TempoChange[] => {
  const tempos: TempoChange[] = [];
  const enter = (tick: number, bpm: number): void => {
    if (tempos.at(-1)?.bpm !== bpm) tempos.push({ tick, bpm });
  };
  for (let row = 1; row < sequence.length; row++) {
    const tempoId = idAt(sequence, row, 'tempo');
    if (steps[row] === steps[row - 1] || tempoId === absentIn('tempo')) continue;
    enter(tickOfStep(steps[row - 1]), options.bpm * tempoRatio(tempoId) ** options.expression);
  }
  return tempos[0]?.tick === 0 ? tempos : [{ tick: 0, bpm: options.bpm }, ...tempos];
};

const COMMON_TIME: Meter = { numerator: 4, denominator: 4 };

/** The metres given by the rows, each from the bar line where it first appears; 4/4 until one is known. */
const meterRows = (sequence: EventSequence): MeterChange[] => {
  const meters: MeterChange[] = [];
  for (const span of meterSpansOf(sequence)) {
    const metre = meterOfId(span.meterId);
    const tick = Math.max(0, tickOfStep(span.step));
    if (!metre) continue;
    if (meters.at(-1)?.tick === tick) meters.pop();
    meters.push({ tick, numerator: metre.numerator, denominator: metre.denominator });
  }
  return meters[0]?.tick === 0 ? meters : [{ tick: 0, ...COMMON_TIME }, ...meters];
};

/** A sequence of the piano schema as a piece of one track on channel 0. */
export const decodeEvents = (sequence: EventSequence, options: DecodeOptions): Piece => {
  const steps = rowSteps(sequence);
  const notes = trimRestruck(noteRows(sequence, steps));
  const track = { name: 'Piano', program: 0, notes, pedals: pedalRows(sequence, steps) };
  return {
    title: options.title ?? '',
    tracks: [track],
    tempos: tempoRows(sequence, steps, options),
    meters: options.metre ? [{ tick: 0, ...options.metre }] : meterRows(sequence),
    markers: [],
  };
};
