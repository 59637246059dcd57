import { PEDAL_DOWN_ID, pianoColumn } from '../piano/piano-schema.js';
import { planColumn } from '../plan/plan-schema.js';
import { DURATION_COUNT } from '../vocabulary/duration.js';
import { VELOCITY_COUNT } from '../vocabulary/velocity.js';
import type { CalibrationFeature } from './feature.js';
import { durationClass, LENGTH_CLASSES, waitClass } from './length-classes.js';
import { isHighest, isLowest } from './pitch-features.js';
import { joins } from './rhythm-features.js';

/** Wider steps of velocity, in bins of 4, count as this wide. */
const WIDEST = 9;
/** Combinations of source flags (source-flags.ts), and unknown. */
const SOURCES = 9;
const VOICES = 3;

/** 0 melody, 1 bass, 2 between. */
const voiceOf = (ids: Int32Array): number => {
  const pitch = ids[pianoColumn.what];
  return isHighest(ids, pitch) ? 0 : isLowest(ids, pitch) ? 1 : 2;
};

const isNote = (ids: Int32Array): boolean => ids[pianoColumn.what] < PEDAL_DOWN_ID;

/** How durations are distributed. */
export const durationFeatures: readonly CalibrationFeature[] = [
  {
    name: 'duration after a wait',
    contexts: VOICES * LENGTH_CLASSES,
    outcomes: LENGTH_CLASSES,
    choiceAt: ({ ids }) =>
      isNote(ids)
        ? { context: voiceOf(ids) * LENGTH_CLASSES + waitClass(ids[pianoColumn.wait]), outcomeOf: durationClass }
        : undefined,
  },
  {
    name: 'duration of the note nearby',
    contexts: 2,
    outcomes: 2,
    choiceAt: ({ ids }) => {
      const near = ids[planColumn.nearDuration];
      return isNote(ids) && near < DURATION_COUNT
        ? { context: joins(ids), outcomeOf: (id) => (id === near ? 1 : 0) }
        : undefined;
    },
  },
];

/** How velocities are distributed. */
export const velocityFeatures: readonly CalibrationFeature[] = [
  {
    name: 'velocity beside the note nearby',
    contexts: 2 * SOURCES,
    outcomes: 2 * WIDEST + 1,
    choiceAt: ({ ids }) => {
      const near = ids[planColumn.nearVelocity];
      if (!isNote(ids) || near >= VELOCITY_COUNT) return undefined;
      const context = joins(ids) * SOURCES + ids[pianoColumn.source];
      return { context, outcomeOf: (id) => Math.max(-WIDEST, Math.min(WIDEST, id - near)) + WIDEST };
    },
  },
];
