import type { PianoFieldName } from '../../encoding/piano/piano-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** How boldly to draw: by field, and where a plan repeats an earlier bar, otherwise than in general. */
export interface FieldSampling extends SamplingOptions {
  readonly fields?: Partial<Record<PianoFieldName, SamplingOptions>>;
  readonly repeats?: SamplingOptions;
}

/** Of the tail that top-p cuts off in general, the share that is cut off waits and lengths: triplets are rare, not wrong. */
const RHYTHM_TAIL = 0.5;
/** Temperatures are so many times the general one. */
const WAIT_TEMPERATURE = 0.95;
/** At 1 the melody leaps twice as often as real ones and steps half as often (docs/quality.md). */
const PITCH_TEMPERATURE = 0.85;
const REPEAT_TEMPERATURE = 0.4;

/**
 * How each field is drawn where one temperature, top-p and top-k are wanted in general: rhythm keeps more of its rare
 * values, and bars that a plan repeats come more surely, by `variation` (0 literal, 1 as free as new bars).
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
