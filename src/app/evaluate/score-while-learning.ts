import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { defaultAdaptation, startAdaptation } from '../../training/adaptation/start-adaptation.js';
import { isPianoNote } from '../../training/corpus/piano-works.js';
import { scoreDynamically } from '../../training/evaluation/dynamic-scores.js';
import { pianoCountedFields } from '../../training/evaluation/field-scores.js';
import type { RunContext } from '../run-context.js';
import type { DynamicScores } from './evaluation.js';
import { evaluationProgress, scoreModel } from './score-model.js';
import type { NamedModel } from '../models/named-model.js';

const scored = { schema: pianoSchema, isNote: isPianoNote, countedFields: pianoCountedFields };

/** So many of the works, spread evenly over all of them in their order. */
const spread = (works: readonly EventSequence[], count: number): readonly EventSequence[] => {
  const most = Math.min(count, works.length);
  return Array.from({ length: most }, (_, i) => works[Math.floor((i * works.length) / most)]);
};

/** A model's figures with the weights it was trained to, and while it learns as it goes on, on the same works. */
export const scoreWhileLearning = async (
  model: NamedModel,
  all: readonly EventSequence[],
  count: number,
  engine: Engine,
  context: RunContext,
): Promise<DynamicScores> => {
  const works = spread(all, count);
  const { all: fixed } = await scoreModel(model, scored, works, engine, context);
  const network = await startAdaptation(engine, model.checkpoint);
  try {
    const progress = evaluationProgress(works, context);
    const rows = works.map((work) => networkRows(network.config.schema, work));
    const { all: learning } = await scoreDynamically(network, defaultAdaptation, scored, rows, undefined, progress);
    return { works: works.length, ...defaultAdaptation, events: network.window.steps, fixed, learning };
  } finally {
    await network.close();
  }
};
