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
import type { CommandIo } from '../../cli/command-io.js';
import { durationText } from '../../cli/duration-text.js';
import type { NamedModel } from '../generate/generate-piece.js';
import type { BaselineScores } from '../../cli/reports/evaluation-report.js';

/** An evaluation that takes longer tells how far it is, this often. */
const PROGRESS_MS = 5000;

/** Tells how far an evaluation is, given the events done, now and then. */
export const evaluationProgress = (works: readonly EventSequence[], io: CommandIo): ((events: number) => void) => {
  const total = works.reduce((sum, { length }) => sum + length - 1, 0);
  const startMs = io.now();
  let shownMs = startMs;
  return (events) => {
    const nowMs = io.now();
    if (nowMs - shownMs < PROGRESS_MS) return;
    shownMs = nowMs;
    const left = durationText(((total - events) * (nowMs - startMs)) / events / 1000);
    io.stderr.write(`evaluated ${Math.floor((100 * events) / total)} %, ${left} left\n`);
  };
};

/** What a network is told of a work: its whole plan where it plays by one, as its training was validated. */
const toldOf = (schema: EventSchema, work: EventSequence): Told =>
  plans(schema) ? wholePlan(planOfRows(work), 'briefly') : unplanned;

/** The network's figures on whole works, all together and in groups, with a line of progress now and then. */
export const scoreModel = async (
  { checkpoint: { card, weights } }: NamedModel,
  scored: Scored,
  works: readonly EventSequence[],
  engine: Engine,
  io: CommandIo,
  groupOf: (work: number) => string = () => '',
): Promise<GroupedScores> => {
  const evaluator = await NetworkEvaluator.start(engine, card.network);
  try {
    const rows = works.map((work) => networkRows(card.network.schema, work, toldOf(card.network.schema, work)));
    return await scoreNetworkInGroups(evaluator, weights, scored, rows, groupOf, evaluationProgress(works, io));
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
