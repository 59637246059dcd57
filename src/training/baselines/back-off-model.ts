import type { EventSchema, EventSequence } from '../../model/event-schema.js';
import { ScoreSum, type FieldScores } from '../evaluation/field-scores.js';
import { BackOffField, type Context } from './back-off-field.js';

/** What a baseline leans on, by name of the predicted field, longest context first; none for frequency alone. */
export type ContextTable = Readonly<Record<string, readonly Context[]>>;

/** How events are counted and which fields make up the figure. */
export interface ScoringRule {
  readonly schema: EventSchema;
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
  readonly countedFields: readonly string[];
}

/** A table-driven model of event sequences that counts what follows what. */
export class BackOffModel {
  readonly #rule: ScoringRule;
  readonly #fields: readonly { readonly name: string; readonly counts: BackOffField }[];

  constructor(rule: ScoringRule, contexts: ContextTable) {
    this.#rule = rule;
    this.#fields = rule.schema.flatMap(({ name, role }, column) =>
      role === 'predicted' ? [{ name, counts: new BackOffField(rule.schema, column, contexts[name] ?? []) }] : [],
    );
  }

  /** Counts the events of `works`; may be called again with more. */
  learn(works: readonly EventSequence[]): void {
    for (const { ids, length } of works) {
      for (let row = 1; row < length; row++) this.#fields.forEach(({ counts }) => counts.learn(ids, row));
    }
  }

  /** What the events of unseen `works` cost. */
  score(works: readonly EventSequence[]): FieldScores {
    const { schema, isNote, countedFields } = this.#rule;
    const sum = new ScoreSum(countedFields);
    for (const { ids, length } of works) {
      for (let row = 1; row < length; row++) {
        const note = isNote(ids, row * schema.length);
        if (note) sum.countNote();
        for (const { name, counts } of this.#fields) sum.add(name, note, counts.nats(ids, row));
      }
    }
    return sum.scores();
  }
}
