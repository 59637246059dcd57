import type { ComposerSettings } from '../../performance/composer.js';
import { pianoBounds, type MusicBounds } from '../music-bounds.js';
import { pitchClassesOf } from './key-lock.js';

/** Narrower than an octave no key has all its notes. */
const NARROWEST = 11;

/** The bounds of the moment: register and key as performers set them, within those of a piano. */
export const liveBounds = ({ register, keyLock }: Pick<ComposerSettings, 'register' | 'keyLock'>): MusicBounds => {
  const { lowestPitch, highestPitch } = pianoBounds;
  const lowest = Math.min(Math.max(lowestPitch, register?.lowest ?? 0), highestPitch - NARROWEST);
  const highest = Math.max(Math.min(highestPitch, register?.highest ?? 127), lowest + NARROWEST);
  const pitchClasses = pitchClassesOf(keyLock);
  return {
    ...pianoBounds,
    lowestPitch: lowest,
    highestPitch: highest,
    ...(pitchClasses === undefined ? {} : { pitchClasses }),
  };
};
