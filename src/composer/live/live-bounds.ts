import type { ComposerSettings } from '../../performance/composer.js';
import { pianoConstraints, type Constraints } from '../piano/constraints.js';
import { pitchClassesOf } from './live-key.js';

/** Narrower than an octave no key has all its notes. */
const NARROWEST = 11;

/** The bounds of the moment: register and key as performers set them, within those of a piano. */
export const liveBounds = ({ register, key }: Pick<ComposerSettings, 'register' | 'key'>): Constraints => {
  const { lowestPitch, highestPitch } = pianoConstraints;
  const lowest = Math.min(Math.max(lowestPitch, register?.lowest ?? 0), highestPitch - NARROWEST);
  const highest = Math.max(Math.min(highestPitch, register?.highest ?? 127), lowest + NARROWEST);
  const pitchClasses = pitchClassesOf(key);
  return {
    ...pianoConstraints,
    lowestPitch: lowest,
    highestPitch: highest,
    ...(pitchClasses === undefined ? {} : { pitchClasses }),
  };
};
