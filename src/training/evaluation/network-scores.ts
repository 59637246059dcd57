import type { EventSequence } from '../../model/event-schema.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { FieldScores } from './field-scores.js';
import { GroupTally, type GroupedScores, type Scored } from './group-tally.js';
import type { NetworkEvaluator } from './network-losses.js';

/** About as many events as one run of the network measures. */
const EVENTS_A_REPORT = 512;

/**
 * A network's figures on whole unseen works, and by the groups given by `groupOf` for their indices. `onProgress` is called with the number of events done.
 */
export const scoreNetworkInGroups = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  scored: Scored,
  works: readonly EventSequence[],
  groupOf: (work: number) => string,
  onProgress?: (events: number) => void,
): Promise<GroupedScores> => {
  const tally = new GroupTally(scored, groupOf);
  let events = 0;
  await evaluator.measure(weights, works, (losses) => {
    if (++events % EVENTS_A_REPORT === 0) onProgress?.(events);
    tally.add(losses);
  });
  return tally.scores();
};

/** The figures of all works together. */
export const scoreNetwork = async (
  evaluator: NetworkEvaluator,
  weights: Weights,
  scored: Scored,
  works: readonly EventSequence[],
): Promise<FieldScores> => (await scoreNetworkInGroups(evaluator, weights, scored, works, () => '')).all;
