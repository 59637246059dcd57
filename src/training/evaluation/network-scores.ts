import type { EventSequence } from '../../model/event-schema.js';
import { predictedFields } from '../../model/networks/network-config.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { TrainingMusic } from '../training-music.js';
import { ScoreSum, type FieldScores } from './field-scores.js';
import type { NetworkEvaluator } from './network-losses.js';

/** About as many as one run of the network measures. */
const EVENTS_A_REPORT = 512;

/** What must be known of events to score them. */
export type Scored = Pick<TrainingMusic, 'schema' | 'isNote' | 'countedFields'>;

/** Figures of all works together, and of each group of them. */
export interface GroupedScores {
  readonly all: FieldScores;
  readonly groups: ReadonlyMap<string, FieldScores>;
}

/**
 * A network's figures on whole works it has not seen, and on the groups that `groupOf` puts them in by their index.
 * `onProgress` hears how many events are done, now and then.
 */
export const scoreNetworkInGroups = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  { schema, isNote, countedFields }: Scored,
  works: readonly EventSequence[],
  groupOf: (work: number) => string,
  onProgress?: (events: number) => void,
): Promise<GroupedScores> => {
  const names = predictedFields(schema).map(({ field }) => field.name);
  const all = new ScoreSum(countedFields);
  const groups = new Map<string, ScoreSum>();
  const sumOf = (group: string): ScoreSum => {
    const sum = groups.get(group) ?? new ScoreSum(countedFields);
    groups.set(group, sum);
    return sum;
  };
  let events = 0;
  await evaluator.measure(weights, works, ({ work, ids, nats }) => {
    if (++events % EVENTS_A_REPORT === 0) onProgress?.(events);
    const note = isNote(ids, 0);
    for (const sum of [all, sumOf(groupOf(work))]) {
      if (note) sum.countNote();
      names.forEach((name, p) => sum.add(name, note, nats[p]));
    }
  });
  return { all: all.scores(), groups: new Map([...groups].map(([group, sum]) => [group, sum.scores()])) };
};

/** The figures of all works together. */
export const scoreNetwork = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  scored: Scored,
  works: readonly EventSequence[],
): Promise<FieldScores> => (await scoreNetworkInGroups(evaluator, weights, scored, works, () => '')).all;
