import type { EventSequence } from '../../model/event-schema.js';
import { absentIn, pianoColumn, pianoSchema } from './piano-schema.js';
import { idAt } from './row-timeline.js';
import { DYNAMICS_VARY } from './source-flags.js';
import { VELOCITY_COUNT } from '../vocabulary/velocity.js';

/** Whether the piece has dynamics; a score exported with a single velocity has none. */
export const hasDynamics = (sequence: EventSequence): boolean => {
  const source = idAt(sequence, 0, 'source');
  return source !== absentIn('source') && (source & DYNAMICS_VARY) !== 0;
};

/** The same music, `bins` velocity bins louder (softer if negative), clipped to the range. */
export const shiftVelocities = ({ length, ids }: EventSequence, bins: number): EventSequence => {
  const shifted = ids.slice();
  for (let at = pianoColumn.velocity; at < shifted.length; at += pianoSchema.length) {
    if (shifted[at] < VELOCITY_COUNT) shifted[at] = Math.max(0, Math.min(VELOCITY_COUNT - 1, shifted[at] + bins));
  }
  return { length, ids: shifted };
};
