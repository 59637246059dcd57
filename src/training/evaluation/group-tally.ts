import { predictedFields } from '../../model/networks/network-config.js';
import type { Dataset } from '../datasets/dataset.js';
import { ScoreSum, type FieldScores } from './field-scores.js';
import type { EventLosses } from './event-losses.js';

/** What scoring needs to know about events. */
export type Scored = Pick<Dataset, 'schema' | 'isNote' | 'countedFields'>;

/** Figures of all works together, and of each group of them. */
export interface GroupedScores {
  readonly all: FieldScores;
  readonly groups: ReadonlyMap<string, FieldScores>;
}

/** Adds up the losses of events, in total and by the groups given by `groupOf`. */
export class GroupTally {
  readonly #scored: Scored;
  readonly #groupOf: (work: number) => string;
  readonly #names: readonly string[];
  readonly #all: ScoreSum;
  readonly #groups = new Map<string, ScoreSum>();

  constructor(scored: Scored, groupOf: (work: number) => string) {
    this.#scored = scored;
    this.#groupOf = groupOf;
    this.#names = predictedFields(scored.schema).map(({ field }) => field.name);
    this.#all = new ScoreSum(scored.countedFields);
  }

  add({ work, ids, nats }: EventLosses): void {
    const note = this.#scored.isNote(ids, 0);
    for (const sum of [this.#all, this.#sumOf(this.#groupOf(work))]) {
      if (note) sum.countNote();
      this.#names.forEach((name, p) => sum.add(name, note, nats[p]));
    }
  }

  scores(): GroupedScores {
    return {
      all: this.#all.scores(),
      groups: new Map([...this.#groups].map(([group, sum]) => [group, sum.scores()])),
    };
  }

  #sumOf(group: string): ScoreSum {
    const sum = this.#groups.get(group) ?? new ScoreSum(this.#scored.countedFields);
    this.#groups.set(group, sum);
    return sum;
  }
}
