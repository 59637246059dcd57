import { z } from 'zod';
import type { EventSequence, TrainingSequence } from '../../model/event-schema.js';
import { nextInt, restoreRandom, seedRandom, shuffle, type RandomSource } from '../../shared/random-source.js';
import type { BatchStream } from '../trainer/training-plan.js';
import type { InputMasking } from './input-masking.js';
import { WindowBatch, type BatchShape } from './window-batch.js';

/** Options of a stream. Equal options and seed give equal batches. */
export interface WindowStreamOptions extends BatchShape {
  readonly works: readonly EventSequence[];
  readonly seed: number;
  /** Applied to a work each time it starts, e.g. a random transposition. Must use only this source of randomness. */
  readonly augment?: (work: EventSequence, random: RandomSource) => TrainingSequence;
  readonly masking?: InputMasking;
}

const index = z.int().nonnegative();

/** A row's position, without the music: the work is augmented again from its seed. */
const savedRow = z.object({
  /** Index into the works; −1 before the first work. */
  work: z.int().min(-1),
  /** Event reached; the next window's first input. */
  position: index,
  seed: index,
  /** Whether the masked field is hidden throughout. */
  masked: z.boolean(),
});

/** Everything a stream needs to continue as if it had never stopped. */
const streamState = z.object({
  random: z.array(index).length(4),
  /** Works of this pass not yet started. */
  queue: z.array(index),
  rows: z.array(savedRow),
  notesDelivered: index,
});

type SavedRow = z.infer<typeof savedRow>;

interface Row extends SavedRow {
  readonly sequence: TrainingSequence;
}

const emptyRow: Row = {
  work: -1,
  position: 0,
  seed: 0,
  masked: false,
  sequence: { length: 1, ids: new Int32Array(0) },
};

/**
 * An endless stream of batches. Each row carries one work through consecutive windows until it ends, pads the last one,
 * and takes the next work from a queue that is shuffled for each pass; rows run independently.
 */
export class WindowStream implements BatchStream {
  /** Notes of all works: one pass. */
  readonly notesPerPass: number;
  readonly #options: WindowStreamOptions;
  readonly #playable: readonly number[];
  #random: RandomSource;
  #queue: number[] = [];
  #rows: Row[];
  #notesDelivered = 0;

  constructor(options: WindowStreamOptions) {
    this.#options = options;
    this.#playable = options.works.flatMap((work, index) => (work.length > 1 ? [index] : []));
    if (this.#playable.length === 0) throw new RangeError('a window stream needs a work with at least one event');
    this.#random = seedRandom(options.seed);
    this.#rows = Array<Row>(options.batchSize).fill(emptyRow);
    this.notesPerPass = options.works.reduce((sum, work) => sum + this.#countNotes(work), 0);
  }

  /** Notes delivered as targets so far. */
  get notesDelivered(): number {
    return this.#notesDelivered;
  }

  /** Passes through the whole corpus, with a fraction. */
  get passes(): number {
    return this.#notesDelivered / this.notesPerPass;
  }

  /** The next batch; the arrays are the caller's. */
  next(): WindowBatch {
    const batch = new WindowBatch(this.#options);
    for (let r = 0; r < this.#rows.length; r++) {
      let row = this.#rows[r];
      if (row.position >= row.sequence.length - 1) row = this.#takeWork();
      else batch.carry[r] = 1;
      this.#rows[r] = { ...row, position: batch.fillRow(r, row.sequence, row.position) };
      this.#mask(batch, r, row.masked);
    }
    this.#notesDelivered += batch.notes;
    return batch;
  }

  /** The whole state as JSON, for `restore`. */
  save(): string {
    const state: z.infer<typeof streamState> = {
      random: [...this.#random.save()],
      queue: [...this.#queue],
      rows: this.#rows.map(({ work, position, seed, masked }) => ({ work, position, seed, masked })),
      notesDelivered: this.#notesDelivered,
    };
    return JSON.stringify(state);
  }

  /** Continues where `save` was called on a stream with the same works and options. */
  restore(saved: string): void {
    const state = streamState.parse(JSON.parse(saved));
    if (state.rows.length !== this.#options.batchSize) throw new RangeError('the saved stream has another batch size');
    this.#random = restoreRandom(state.random);
    this.#queue = [...state.queue];
    this.#notesDelivered = state.notesDelivered;
    this.#rows = state.rows.map((row) => (row.work < 0 ? emptyRow : { ...row, sequence: this.#augmented(row) }));
  }

  #mask(batch: WindowBatch, row: number, whole: boolean): void {
    const { masking, schema } = this.#options;
    if (!masking) return;
    batch.hideInput(row, masking.field, () => whole || this.#random.next() < masking.eventShare);
    if (masking.anyFieldShare === 0) return;
    schema.forEach(({ role }, field) => {
      if (role === 'predicted') batch.hideInput(row, field, () => this.#random.next() < masking.anyFieldShare);
    });
  }

  #takeWork(): Row {
    if (this.#queue.length === 0) this.#queue = shuffle([...this.#playable], this.#random);
    const work = this.#queue.pop() ?? this.#playable[0];
    const seed = nextInt(this.#random, 2 ** 32);
    const masked = this.#random.next() < (this.#options.masking?.rowShare ?? 0);
    return { work, position: 0, seed, masked, sequence: this.#augmented({ work, seed }) };
  }

  #augmented({ work, seed }: { readonly work: number; readonly seed: number }): TrainingSequence {
    const { works, augment } = this.#options;
    return augment ? augment(works[work], seedRandom(seed)) : works[work];
  }

  #countNotes({ ids, length }: EventSequence): number {
    const { isNote } = this.#options;
    const width = ids.length / length; // width as stored: augmentation may widen the rows
    let count = 0;
    for (let event = 1; event < length; event++) if (isNote(ids, event * width)) count++;
    return count;
  }
}
