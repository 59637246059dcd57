import type { EventSchema, EventSequence } from '../../model/event-schema.js';
import { ScoreSum, type FieldScores } from '../evaluation/field-scores.js';
import { BackOffField, type Context } from './back-off-field.js';

/** The contexts of a baseline, by predicted field, longest first; none for plain frequency. */
export type ContextTable = Readonly<Record<string, readonly Context[]>>;

/** How events are counted, and which fields the figure adds up. */
export interface ScoringRule {
  readonly schema: EventSchema;
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
  readonly countedFields: readonly string[];
}

/** One predicted field and its novelty weight. */
interface ModelField {
  readonly name: string;
  readonly counts: BackOffField;
  noveltyWeight: number;
}

const noveltyWeights = [1, 2, 4, 8, 16, 32];

/** Works with similar names are often movements of one work, so works are held out in runs. */
const heldOutRun = 4;
const heldOutEvery = 5;

/** Calls `visit` for each row that holds an event. */
const forEachEvent = (works: readonly EventSequence[], visit: (ids: Int32Array, row: number) => void): void => {
  for (const { ids, length } of works) for (let row = 1; row < length; row++) visit(ids, row);
};

/** Enough to choose between the weights. */
const tunedRowEvery = 5;

/** The weight with the least loss on works that were not counted. */
const bestNoveltyWeight = (counts: BackOffField, heldOut: readonly EventSequence[]): number => {
  const losses = noveltyWeights.map(() => 0);
  forEachEvent(heldOut, (ids, row) => {
    if (row % tunedRowEvery > 0) return;
    noveltyWeights.forEach((weight, i) => (losses[i] += counts.nats(ids, row, weight)));
  });
  return noveltyWeights[losses.indexOf(Math.min(...losses))];
};

/** A count-based model of event sequences. */
export class BackOffModel {
  readonly #rule: ScoringRule;
  readonly #fields: readonly ModelField[];

  constructor(rule: ScoringRule, contexts: ContextTable) {
    this.#rule = rule;
    this.#fields = rule.schema.flatMap(({ name, role }, column) =>
      role === 'predicted'
        ? [{ name, counts: new BackOffField(rule.schema, column, contexts[name] ?? []), noveltyWeight: 1 }]
        : [],
    );
  }

  /**
   * Counts the events of `works`, once. A fifth of them is counted last: before, each field's novelty weight is
   * chosen on them, so that it fits unseen works (deleted estimation). With fewer than two runs of works it stays 1.
   */
  learn(works: readonly EventSequence[]): void {
    const isHeldOut = (index: number): boolean => Math.floor(index / heldOutRun) % heldOutEvery === 1;
    const heldOut = works.filter((_, index) => isHeldOut(index));
    this.#count(works.filter((_, index) => !isHeldOut(index)));
    if (heldOut.length > 0) {
      for (const field of this.#fields) field.noveltyWeight = bestNoveltyWeight(field.counts, heldOut);
    }
    this.#count(heldOut);
  }

  /** The losses of the events of unseen `works`. */
  score(works: readonly EventSequence[]): FieldScores {
    const { schema, isNote, countedFields } = this.#rule;
    const sum = new ScoreSum(countedFields);
    forEachEvent(works, (ids, row) => {
      const note = isNote(ids, row * schema.length);
      if (note) sum.countNote();
      for (const { name, counts, noveltyWeight } of this.#fields)
        sum.add(name, note, counts.nats(ids, row, noveltyWeight));
    });
    return sum.scores();
  }

  #count(works: readonly EventSequence[]): void {
    forEachEvent(works, (ids, row) => {
      for (const { counts } of this.#fields) counts.learn(ids, row);
    });
  }
}
