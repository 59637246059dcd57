import type { PianoFieldName } from '../../encoding/piano/piano-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** Sampling settings by field, and for bars that a plan repeats. */
export interface FieldSampling extends SamplingOptions {
  readonly fields?: Partial<Record<PianoFieldName, SamplingOptions>>;
  readonly repeats?: SamplingOptions;
}

/** For waits and lengths, top-p cuts off only this share of the usual tail: triplets are rare, not wrong. */
const RHYTHM_TAIL = 0.5;
/** Factors on the general temperature. */
const WAIT_TEMPERATURE = 0.95;
/** At 1 the melody leaps twice as often as real ones and steps half as often (docs/quality.md). */
const PITCH_TEMPERATURE = 0.85;
const REPEAT_TEMPERATURE = 0.4;

/**
 * Sampling settings of each field for a general temperature, top-p and top-k: rhythm keeps more of its rare values, and
 * repeated bars are sampled with less randomness, by `variation` (0 exact, 1 as free as new bars).
 */
export const fieldSampling = (general: SamplingOptions, variation = REPEAT_TEMPERATURE): FieldSampling => {
  const { temperature, topP } = general;
  const rhythm: SamplingOptions = { ...general, topP: 1 - RHYTHM_TAIL * (1 - topP) };
  return {
    ...general,
    fields: {
      wait: { ...rhythm, temperature: temperature * WAIT_TEMPERATURE },
      what: { ...general, temperature: temperature * PITCH_TEMPERATURE },
      duration: rhythm,
    },
    repeats: { ...general, temperature: temperature * variation },
  };
};
