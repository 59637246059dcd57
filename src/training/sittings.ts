import type { ModelCard } from '../model/checkpoint/model-card.js';
import { derivedRandom, nextInt } from '../shared/random-source.js';

/**
 * Which sitting a training is that begins from this model: the first from nothing. Models of before sittings were
 * counted have had one, or two where they were begun from another.
 */
export const sittingFrom = (card: Pick<ModelCard, 'training'> | undefined): number => {
  if (card === undefined) return 1;
  const { sittings, from } = card.training;
  return 1 + (sittings ?? (from === undefined ? 1 : 2));
};

/**
 * The seed of a sitting's chance: order of the works, keys, masks, dropout. Each sitting hears the music anew, where
 * the same stream again would be learned by heart; the seed of the split stays the plan's.
 */
export const sittingSeed = (seed: number, sitting: number): number =>
  sitting === 1 ? seed : nextInt(derivedRandom(seed, sitting), 2 ** 31);
