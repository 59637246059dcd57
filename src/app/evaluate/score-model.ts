import { networkRows } from '../../encoding/piano/network-row.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { plans } from '../../encoding/plan/plan-schema.js';
import { unplanned, type Told } from '../../encoding/plan/told-plan.js';
import { wholePlan } from '../../training/datasets/plan-conditioning.js';
import type { EventSchema, EventSequence } from '../../model/event-schema.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { NetworkEvaluator } from '../../training/evaluation/network-losses.js';
import type { GroupedScores, Scored } from '../../training/evaluation/group-tally.js';
import { scoreNetworkInGroups } from '../../training/evaluation/network-scores.js';
import type { BackOffModel } from '../../training/baselines/back-off-model.js';
import type { RunContext } from '../run-context.js';
import type { NamedModel } from '../models/named-model.js';
import type { BaselineScores } from './evaluation.js';

/** Tells how far an evaluation of some works is, given the events done. */
export const evaluationProgress = (
  works: readonly EventSequence[],
  context: Pick<RunContext, 'progress'>,
): ((events: number) => void) => {
  const total = works.reduce((sum, { length }) => sum + length - 1, 0);
  context.progress(0, total);
  return (events) => context.progress(events, total);
};

/** What a network is told of a work: its whole plan where it plays by one, as its training was validated. */
const toldOf = (schema: EventSchema, work: EventSequence): Told =>
  plans(schema) ? wholePlan(planOfRows(work), 'briefly') : unplanned;

/** The network's figures on whole works, all together and in the groups that `groupOf` puts them in. */
export const scoreModel = async (
  { checkpoint: { card, weights } }: NamedModel,
  scored: Scored,
  works: readonly EventSequence[],
  engine: Engine,
  context: RunContext,
  groupOf: (work: number) => string = () => '',
): Promise<GroupedScores> => {
  const evaluator = await NetworkEvaluator.start(engine, card.network);
  try {
    const rows = works.map((work) => networkRows(card.network.schema, work, toldOf(card.network.schema, work)));
    return await scoreNetworkInGroups(evaluator, weights, scored, rows, groupOf, evaluationProgress(works, context));
  } finally {
    await evaluator.close();
  }
};

/** The baselines' figures on works, after learning from others. */
export const scoreBaselines = (
  { unigram, markov }: { readonly unigram: BackOffModel; readonly markov: BackOffModel },
  training: readonly EventSequence[],
  works: readonly EventSequence[],
  source: string,
): BaselineScores => {
  unigram.learn(training);
  markov.learn(training);
  return { unigram: unigram.score(works), markov: markov.score(works), source };
};
