import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { durationTicks } from '../../encoding/vocabulary/duration.js';
import { tickOfStep } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, absentIn, pianoColumn } from '../../encoding/piano/piano-schema.js';
import { tempoRatio } from '../../encoding/vocabulary/tempo.js';
import { velocityOf } from '../../encoding/vocabulary/velocity.js';
import type { ComposedEvent } from '../../performance/composer.js';

/** A sampled row at its step, as stored in the timeline. */
export const placedRow = (ids: Int32Array, step: number): PlacedEvent => ({
  step,
  who: ids[pianoColumn.who],
  what: ids[pianoColumn.what],
  duration: ids[pianoColumn.duration],
  velocity: ids[pianoColumn.velocity],
  tempo: ids[pianoColumn.tempo],
});

/** The same event for playing. */
export const composedEvent = ({ step, what, duration, velocity, tempo }: PlacedEvent): ComposedEvent => {
  const tick = tickOfStep(step);
  const ratio = tempo === absentIn('tempo') ? null : tempoRatio(tempo);
  if (what >= PEDAL_DOWN_ID) return { kind: 'pedal', tick, down: what === PEDAL_DOWN_ID, tempoRatio: ratio };
  return {
    kind: 'note',
    tick,
    durationTicks: durationTicks(duration),
    pitch: what,
    velocity: velocityOf(velocity),
    tempoRatio: ratio,
  };
};
