import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { repetition } from '../../encoding/recall/recall-match.js';
import type { RecallMemory } from '../../encoding/recall/recall-memory.js';

/** Music may repeat anything once, plus this many beats. */
const GRACE_BEATS = 8;

/**
 * Whether the music has repeated itself for longer than composers do. Recall is then turned off, since a network that
 * predicts repetitions correctly would continue them for ever. The network was also trained without recall.
 */
export const exceedsRepetitionLimit = (memory: RecallMemory): boolean => {
  const found = repetition(memory);
  return found !== undefined && found.runSteps > found.spanSteps + GRACE_BEATS * STEPS_PER_BEAT;
};
