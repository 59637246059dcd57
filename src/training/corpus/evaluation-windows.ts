import type { EventSequence } from '../../model/event-schema.js';
import { WindowBatch, type BatchShape } from './window-batch.js';

/** A batch of an evaluation, with the work each row belongs to. */
export interface EvaluationBatch {
  readonly batch: WindowBatch;
  /** [B]: index into the works; −1 for a row without any work left (all padding). */
  readonly works: Int32Array;
}

/**
 * Every work once, from its first event to its last, state carried. Rows take works longest first, which keeps all rows
 * busy to the end; the last window of each work is padded.
 */
export function* evaluationWindows(
  works: readonly EventSequence[],
  shape: BatchShape,
): Generator<EvaluationBatch, void, void> {
  const queue = works.map((_, index) => index).filter((index) => works[index].length > 1);
  queue.sort((a, b) => works[b].length - works[a].length || a - b);
  const rows = Array.from({ length: shape.batchSize }, () => ({ work: -1, position: 0 }));
  const isRunning = ({ work, position }: { work: number; position: number }): boolean =>
    work >= 0 && position < works[work].length - 1;
  while (queue.length > 0 || rows.some(isRunning)) {
    const batch = new WindowBatch(shape);
    rows.forEach((row, r) => {
      if (isRunning(row)) batch.carry[r] = 1;
      else Object.assign(row, { work: queue.shift() ?? -1, position: 0 });
      if (row.work >= 0) row.position = batch.fillRow(r, works[row.work], row.position);
    });
    yield { batch, works: Int32Array.from(rows, (row) => row.work) };
  }
}
