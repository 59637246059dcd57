import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { repetition } from '../../encoding/recall/recall-match.js';
import type { RecallMemory } from '../../encoding/recall/recall-memory.js';

/** Music may repeat anything once, and what is short a little longer: so many beats. */
const GRACE_BEATS = 8;

/**
 * Whether the music has gone on repeating itself for longer than composers do. What it recalls is then not told any
 * more: a network that was never wrong about a repetition would go on with it for ever. Such music it has learned too.
 */
export const exceedsRepetitionLimit = (memory: RecallMemory): boolean => {
  const found = repetition(memory);
  return found !== undefined && found.runSteps > found.spanSteps + GRACE_BEATS * STEPS_PER_BEAT;
};
