import { emptyMemory, remember, type RecallMemory } from '../../../src/encoding/recall/recall-memory.js';
import { STEP_TICKS } from '../../../src/encoding/shared/grid.js';
import { durationIdOf } from '../../../src/encoding/vocabulary/duration.js';

interface Struck {
  readonly step: number;
  readonly pitch: number;
  /** Length in steps. */
  readonly steps: number;
}

/** A memory of notes in playing order. */
export const memoryOf = (notes: readonly Struck[]): RecallMemory =>
  notes.reduce(
    (memory, { step, pitch, steps }) =>
      remember(memory, { step, pitch, duration: durationIdOf(steps * STEP_TICKS), velocity: 16 }),
    emptyMemory(),
  );
