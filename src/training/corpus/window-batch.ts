import type { EventSchema, EventSequence } from '../../model/event-schema.js';

/**
 * One step of truncated back-propagation through time: B rows of T events with F fields, row-major [T][B][F].
 * A row continues in the next batch where this one ends.
 */
export interface WindowBatch {
  /** Event t−1 of the row's work: what the network is fed. Absent ids in padding. */
  readonly inputs: Int32Array;
  /** Event t: what it should predict. Absent ids in every field of padding, which carries no loss. */
  readonly targets: Int32Array;
  /** [B]: 0 where a work begins in this window (forget the state), 1 where the row goes on. */
  readonly carry: Float32Array;
  /** Targets that are notes, over all rows. */
  readonly noteCount: number;
  /** Targets that are not padding. */
  readonly eventCount: number;
}

/** The shape of a batch and the meaning of its rows. */
export interface WindowShape {
  readonly schema: EventSchema;
  /** B */
  readonly batchSize: number;
  /** T */
  readonly windowLength: number;
  /** Whether the event at `offset` of `ids` is a note (or token); others (pedal) are events but count no note. */
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
}

/** A batch while its rows are filled in. */
export class WindowBuffer {
  readonly #inputs: Int32Array;
  readonly #targets: Int32Array;
  readonly #carry: Float32Array;
  readonly #shape: WindowShape;
  #noteCount = 0;
  #eventCount = 0;

  /** All padding. */
  constructor(shape: WindowShape) {
    const { schema, batchSize, windowLength } = shape;
    const absent = schema.map((field) => field.size);
    this.#shape = shape;
    this.#carry = new Float32Array(batchSize);
    this.#targets = new Int32Array(windowLength * batchSize * schema.length);
    for (let at = 0; at < this.#targets.length; at += absent.length) this.#targets.set(absent, at);
    this.#inputs = this.#targets.slice();
  }

  /** The work of row `row` began in an earlier window. */
  goOn(row: number): void {
    this.#carry[row] = 1;
  }

  /**
   * Copies the events `position+1` … of `sequence` into row `row`, as many as fit, with the one before each as its
   * input. Gives the position of the last event copied: where the next window of the row starts.
   */
  fillRow(row: number, { ids, length }: EventSequence, position: number): number {
    const { schema, batchSize, windowLength, isNote } = this.#shape;
    const width = schema.length;
    const steps = Math.min(windowLength, length - 1 - position);
    for (let t = 0; t < steps; t++) {
      const from = (position + t) * width;
      const to = (t * batchSize + row) * width;
      for (let f = 0; f < width; f++) {
        this.#inputs[to + f] = ids[from + f];
        this.#targets[to + f] = ids[from + width + f];
      }
      if (isNote(ids, from + width)) this.#noteCount++;
    }
    this.#eventCount += steps;
    return position + steps;
  }

  /** Makes field `field` absent in the inputs of row `row`, at each step for which `hides` says so. */
  hideInput(row: number, field: number, hides: () => boolean): void {
    const { schema, batchSize, windowLength } = this.#shape;
    for (let t = 0; t < windowLength; t++) {
      if (hides()) this.#inputs[(t * batchSize + row) * schema.length + field] = schema[field].size;
    }
  }

  /** The batch as it is now; the buffer must not be used any more. */
  toBatch(): WindowBatch {
    return {
      inputs: this.#inputs,
      targets: this.#targets,
      carry: this.#carry,
      noteCount: this.#noteCount,
      eventCount: this.#eventCount,
    };
  }
}
