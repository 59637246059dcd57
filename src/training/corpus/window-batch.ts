import type { EventSchema, TrainingSequence } from '../../model/event-schema.js';
import type { TrainingBatch } from '../trainer/training-plan.js';

/** The shape of a batch and the meaning of its events. */
export interface BatchShape {
  readonly schema: EventSchema;
  /** B, rows. */
  readonly batchSize: number;
  /** T, events of a row in one window. */
  readonly windowLength: number;
  /**
   * Whether the event at `offset` of `ids` is a note (or token); others (pedal) are events but not counted as notes.
   */
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
}

/**
 * One step of truncated back-propagation through time, laid out [F][T][B] as the graphs read it: for each field T
 * steps of B rows. A row continues in the next batch. `ids` holds event t−1 of the row's work and
 * `targets` event t; padding has absent ids in every field and no loss.
 */
export class WindowBatch implements TrainingBatch {
  readonly ids: Int32Array;
  readonly targets: Int32Array;
  /** [B]: 0 where a work begins in this window (reset the state), 1 where the row continues. */
  readonly carry: Float32Array;
  /** Targets that are notes, over all rows. */
  notes = 0;
  /** Targets that are not padding. */
  events = 0;
  readonly #shape: BatchShape;

  /** All padding. */
  constructor(shape: BatchShape) {
    const { schema, batchSize, windowLength } = shape;
    const cells = windowLength * batchSize;
    this.#shape = shape;
    this.carry = new Float32Array(batchSize);
    this.ids = new Int32Array(schema.length * cells);
    schema.forEach((field, f) => this.ids.fill(field.size, f * cells, (f + 1) * cells));
    this.targets = this.ids.slice();
  }

  /**
   * Copies the events `position+1` … of `sequence` into row `row`, as many as fit, each with the one before as its
   * input. Returns the position of the last event copied, where the row's next window starts.
   */
  fillRow(row: number, { ids, inputs = ids, length }: TrainingSequence, position: number): number {
    const { schema, batchSize, windowLength, isNote } = this.#shape;
    const width = schema.length;
    const steps = Math.min(windowLength, length - 1 - position);
    for (let f = 0; f < width; f++) {
      const column = f * windowLength * batchSize + row;
      for (let t = 0; t < steps; t++) {
        this.ids[column + t * batchSize] = inputs[(position + t) * width + f];
        this.targets[column + t * batchSize] = ids[(position + t + 1) * width + f];
      }
    }
    for (let t = 1; t <= steps; t++) if (isNote(ids, (position + t) * width)) this.notes++;
    this.events += steps;
    return position + steps;
  }

  /** Makes `field` absent in the input of `row` at each step for which `hides` is true. */
  hideInput(row: number, field: number, hides: () => boolean): void {
    const { schema, batchSize, windowLength } = this.#shape;
    const column = field * windowLength * batchSize + row;
    for (let t = 0; t < windowLength; t++) {
      if (hides()) this.ids[column + t * batchSize] = schema[field].size;
    }
  }
}
