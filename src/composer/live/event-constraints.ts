import { stepOfTick } from '../../encoding/shared/grid.js';
import { derivedRandom } from '../../shared/random-source.js';
import type { Revision } from '../../performance/composer.js';
import type { ContinuationOptions, EventConstraints } from '../piano/event-sampler.js';
import { fieldSampling } from '../piano/field-sampling.js';
import { densityBias } from './density.js';
import type { TimelineEvent } from './timeline.js';

/** How the event of a number within its revision is drawn. All chance is from (seed, revision, number). */
export const samplingOf = (
  { revision, settings: { temperature, topP, quoteLimit } }: Revision,
  seed: number,
  ordinal: number,
): Pick<ContinuationOptions, 'sampling' | 'random' | 'quoteLimit'> => ({
  sampling: fieldSampling({ temperature, topP, topK: Infinity }),
  random: derivedRandom(seed, revision, ordinal),
  quoteLimit,
});

/** When the next event behind a step may come, and how soon it should for the density that is asked for. */
export const eventConstraintsOf = (
  { fromTick, settings: { density } }: Revision,
  events: readonly TimelineEvent[],
  step: number,
  onTheDot: boolean,
): EventConstraints => {
  const earliestStep = stepOfTick(fromTick);
  if (density === null) return { earliestStep, onTheDot };
  return { earliestStep, onTheDot, waitBias: densityBias(density, events, step) };
};
