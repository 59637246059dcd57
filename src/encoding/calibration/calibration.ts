import type { PianoFieldName } from '../piano/piano-schema.js';
import type { CalibrationFeature, EventSituation } from './feature.js';
import { durationFeatures, velocityFeatures } from './note-features.js';
import { pitchFeatures } from './pitch-features.js';
import { waitFeatures } from './rhythm-features.js';

/**
 * What is added to the logits of an outcome, by feature, context and outcome; what is missing is 0. Weights belong to
 * one network and one way of sampling.
 */
export type Calibration = Readonly<Record<string, readonly (readonly number[])[]>>;

/** The features of each field that has some. */
export const calibrationFeatures: Readonly<Partial<Record<PianoFieldName, readonly CalibrationFeature[]>>> = {
  wait: waitFeatures,
  what: pitchFeatures,
  duration: durationFeatures,
  velocity: velocityFeatures,
};

/** The logits of a field with the weights of every feature added. */
export const calibrate = (
  calibration: Calibration,
  field: PianoFieldName,
  situation: EventSituation,
  logits: Float32Array,
): Float32Array => {
  const features = calibrationFeatures[field];
  if (!features) return logits;
  const sums = logits.slice();
  for (const { name, choiceAt } of features) {
    const choice = choiceAt(situation);
    const weights = choice && calibration[name]?.at(choice.context);
    if (!weights) continue;
    for (let id = 0; id < sums.length; id++) {
      const outcome = choice.outcomeOf(id);
      if (outcome !== undefined) sums[id] += weights.at(outcome) ?? 0;
    }
  }
  return sums;
};
