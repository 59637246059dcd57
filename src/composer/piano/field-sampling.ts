import type { PianoFieldName } from '../../encoding/piano/piano-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** Sampling settings by field, and for bars that a plan repeats. */
export interface FieldSampling extends SamplingOptions {
  readonly fields?: Partial<Record<PianoFieldName, SamplingOptions>>;
  readonly repeats?: SamplingOptions;
}

/** Rhythm and loudness keep half of the tail that top-p cuts off: triplets are rare, not wrong. */
const KEPT_TAIL = 0.5;
/** Factors on the general temperature, chosen along plans of real works (docs/quality.md). */
const WAIT_TEMPERATURE = 0.95;
const PITCH_TEMPERATURE = 0.85;
/** At 1, notes struck together are too even. */
const VELOCITY_TEMPERATURE = 1.1;
const REPEAT_TEMPERATURE = 0.4;

/**
 * Sampling settings of each field for a general temperature, top-p and top-k: rhythm and loudness keep more of their rare values, and
 * repeated bars are sampled with less randomness, by `variation` (0 exact, 1 as free as new bars).
 */
export const fieldSampling = (general: SamplingOptions, variation = REPEAT_TEMPERATURE): FieldSampling => {
  const { temperature, topP } = general;
  const wide: SamplingOptions = { ...general, topP: 1 - KEPT_TAIL * (1 - topP) };
  return {
    ...general,
    fields: {
      wait: { ...wide, temperature: temperature * WAIT_TEMPERATURE },
      what: { ...general, temperature: temperature * PITCH_TEMPERATURE },
      duration: wide,
      velocity: { ...wide, temperature: temperature * VELOCITY_TEMPERATURE },
    },
    repeats: { ...general, temperature: temperature * variation },
  };
};
