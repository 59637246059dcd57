import type { EventSchema } from '../../model/event-schema.js';
import { DURATION_COUNT } from '../vocabulary/duration.js';
import { STEPS_PER_BEAT } from '../shared/grid.js';
import { METER_COUNT } from '../vocabulary/meter.js';
import { TEMPO_COUNT } from '../vocabulary/tempo.js';
import { VELOCITY_COUNT } from '../vocabulary/velocity.js';
import { WAIT_COUNT } from '../vocabulary/wait.js';

/** The value of `who` for what the daemon plays … */
export const DAEMON_ID = 0;
/** … and for a live player's part. */
export const PLAYER_ID = 1;

/** This vocabulary and its version, for model cards: a checkpoint of another one is refused. */
export const PIANO_ENCODING = 'piano-events/1';

/** Values of `what` above the 128 pitches. */
export const PEDAL_DOWN_ID = 128;
export const PEDAL_UP_ID = 129;

/** Slots of the composer embedding; the model's own table assigns composers to them. */
export const COMPOSER_SLOTS = 64;

/** One event of piano music: a note, or a sustain-pedal event (without duration and velocity). */
export const pianoSchema = [
  { name: 'who', size: 2, role: 'predicted' },
  { name: 'wait', size: WAIT_COUNT, role: 'predicted' },
  { name: 'beatPhase', size: STEPS_PER_BEAT, role: 'given' },
  { name: 'beatInBar', size: 16, role: 'given' },
  { name: 'metre', size: METER_COUNT, role: 'given' },
  { name: 'composer', size: COMPOSER_SLOTS, role: 'given' },
  { name: 'source', size: 8, role: 'given' },
  { name: 'what', size: 130, role: 'predicted' },
  { name: 'duration', size: DURATION_COUNT, role: 'predicted' },
  { name: 'velocity', size: VELOCITY_COUNT, role: 'predicted' },
  { name: 'tempo', size: TEMPO_COUNT, role: 'predicted' },
] as const satisfies EventSchema;

export type PianoFieldName = (typeof pianoSchema)[number]['name'];

/** The ids of one event by field name. */
export type PianoRow = Readonly<Record<PianoFieldName, number>>;

/** Column of a field in a row of ids. */
export const pianoColumn: PianoRow = {
  who: 0,
  wait: 1,
  beatPhase: 2,
  beatInBar: 3,
  metre: 4,
  composer: 5,
  source: 6,
  what: 7,
  duration: 8,
  velocity: 9,
  tempo: 10,
};

/** The id that stands for "absent" in a field of the piano schema. */
export const absentIn = (name: PianoFieldName): number => pianoSchema[pianoColumn[name]].size;

/**
 * Whether a predicted field has a value, given those before it in the row: a pedal event has neither duration nor
 * velocity, and simultaneous events have no tempo. Otherwise its id is absent.
 */
export const fieldApplies = (name: PianoFieldName, soFar: Pick<PianoRow, 'wait' | 'what'>): boolean => {
  if (name === 'duration' || name === 'velocity') return soFar.what < PEDAL_DOWN_ID;
  return name !== 'tempo' || soFar.wait > 0;
};
