import type { EventSequence } from '../../model/event-schema.js';
import type { OnlineOptimizer, Adaptation } from '../adaptation/online-optimizer.js';
import { evaluationWindows } from '../corpus/evaluation-windows.js';
import { forEachLoss } from './event-losses.js';
import { GroupTally, type GroupedScores, type Scored } from './group-tally.js';

/**
 * Figures of a network that adapts to each work: every window is predicted first and then trained on; each work starts
 * with the trained weights. The network's windows must have one row.
 */
export const scoreDynamically = async (
  network: OnlineOptimizer,
  adaptation: Adaptation,
  scored: Scored,
  works: readonly EventSequence[],
  groupOf: (work: number) => string = () => '',
  onProgress?: (events: number) => void,
): Promise<GroupedScores> => {
  const { steps, batch: batchSize } = network.window;
  const { schema } = network.config;
  const tally = new GroupTally(scored, groupOf);
  const shape = { schema, batchSize, windowLength: steps, isNote: () => false };
  let memory = network.noMemory();
  let events = 0;
  for (const { batch, works: rows } of evaluationWindows(works, shape)) {
    if (batch.carry[0] === 0) network.reset();
    const result = await network.step(batch, memory, adaptation);
    ({ memory } = result);
    forEachLoss(schema, batch.targets, rows, result.losses, (losses) => tally.add(losses));
    onProgress?.((events += batch.events));
  }
  return tally.scores();
};
