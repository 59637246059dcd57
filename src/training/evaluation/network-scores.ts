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

/** A network's figures on whole works it has not seen. `onProgress` hears how many events are done, now and then. */
export const scoreNetwork = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  { schema, isNote, countedFields }: Scored,
  works: readonly EventSequence[],
  onProgress?: (events: number) => void,
): Promise<FieldScores> => {
  const names = predictedFields(schema).map(({ field }) => field.name);
  const sum = new ScoreSum(countedFields);
  let events = 0;
  await evaluator.measure(weights, works, ({ ids, nats }) => {
    if (++events % EVENTS_A_REPORT === 0) onProgress?.(events);
    const note = isNote(ids, 0);
    if (note) sum.countNote();
    names.forEach((name, p) => {
      sum.add(name, note, nats[p]);
    });
  });
  return sum.scores();
};
