import type { Calibration } from '../../encoding/calibration/calibration.js';
import type { GramSet } from '../../encoding/memorisation/note-grams.js';
import { anyOf } from '../../model/checkpoint/bloom-filter.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';

/** What a model's file has for sampling beside its network; each is absent in models without one. */
export interface SamplingTables {
  /** Index of its training music. */
  readonly learned?: GramSet;
  /** What makes its own music as real music is on average. */
  readonly calibration?: Calibration;
}

export const samplingTablesOf = ({ card, grams }: Pick<Checkpoint, 'card' | 'grams'>): SamplingTables => ({
  ...(grams ? { learned: anyOf(grams) } : {}),
  ...(card.calibration ? { calibration: card.calibration } : {}),
});
