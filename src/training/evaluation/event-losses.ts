import type { EventSchema } from '../../model/event-schema.js';

/** One event and its losses. */
export interface EventLosses {
  /** Index into the works. */
  readonly work: number;
  /** The event, in the schema's order. */
  readonly ids: Int32Array;
  /** Nats of each predicted field in the schema's order; 0 where the target is absent. */
  readonly nats: Float32Array;
}

/**
 * Visits the events of a window one by one, with their losses (predicted fields, steps·batch); `works` gives each row's
 * work. Padding is skipped. The object passed is reused.
 */
export const forEachLoss = (
  schema: EventSchema,
  targets: Int32Array,
  works: Int32Array,
  losses: Float32Array,
  onEvent: (losses: EventLosses) => void,
): void => {
  const cells = targets.length / schema.length;
  const nats = new Float32Array(losses.length / cells);
  const ids = new Int32Array(schema.length);
  for (let cell = 0; cell < cells; cell++) {
    for (let f = 0; f < ids.length; f++) ids[f] = targets[f * cells + cell];
    if (schema.every(({ size }, f) => ids[f] === size)) continue; // padding
    for (let p = 0; p < nats.length; p++) nats[p] = losses[p * cells + cell];
    onEvent({ work: works[cell % works.length], ids, nats });
  }
};
