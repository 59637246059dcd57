import { stepOfTick } from '../../encoding/shared/grid.js';
import { derivedRandom } from '../../shared/random-source.js';
import type { Revision } from '../../performance/composer.js';
import type { ContinuationOptions, EventConstraints } from '../piano/event-sampler.js';
import { fieldSampling } from '../piano/field-sampling.js';
import { densityBias } from './density.js';
import type { TimelineEvent } from './timeline.js';

/** How an event of a revision is sampled. Its randomness depends only on (seed, revision, number). */
export const samplingOf = (
  { revision, settings: { temperature, topP, quoteLimit } }: Revision,
  seed: number,
  ordinal: number,
): Pick<ContinuationOptions, 'sampling' | 'random' | 'quoteLimit'> => ({
  sampling: fieldSampling({ temperature, topP, topK: Infinity }),
  random: derivedRandom(seed, revision, ordinal),
  quoteLimit,
});

/** When the next event after a step may come, and the preferred waits for the wanted density. */
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
