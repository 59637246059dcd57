import type { ComposerSettings } from '../../performance/composer.js';
import { pianoConstraints, type Constraints } from '../piano/constraints.js';
import { pitchClassesOf } from './live-key.js';

/** Registers narrower than an octave do not contain all notes of a key. */
const NARROWEST = 11;

/** The current constraints: register and key from the controls, within those of a piano. */
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
