import type { EventSequence } from '../../model/event-schema.js';
import { predictedFields } from '../../model/networks/network-config.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { TrainingMusic } from '../training-music.js';
import { ScoreSum, type FieldScores } from './field-scores.js';
import type { NetworkEvaluator } from './network-losses.js';

/** What must be known of events to score them. */
export type Scored = Pick<TrainingMusic, 'schema' | 'isNote' | 'countedFields'>;

/** A network's figures on whole works it has not seen. */
export const scoreNetwork = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  { schema, isNote, countedFields }: Scored,
  works: readonly EventSequence[],
): Promise<FieldScores> => {
  const names = predictedFields(schema).map(({ field }) => field.name);
  const sum = new ScoreSum(countedFields);
  await evaluator.measure(weights, works, ({ ids, nats }) => {
    const note = isNote(ids, 0);
    if (note) sum.countNote();
    names.forEach((name, p) => {
      sum.add(name, note, nats[p]);
    });
  });
  return sum.scores();
};
