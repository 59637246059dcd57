import type { ModelCard } from '../model/checkpoint/model-card.js';
import { derivedRandom, nextInt } from '../shared/random-source.js';

/**
 * The number of the training session that starts from this model; 1 from nothing. Models from before sessions were
 * counted had one, or two if they started from another model.
 */
export const sittingFrom = (card: Pick<ModelCard, 'training'> | undefined): number => {
  if (card === undefined) return 1;
  const { sittings, from } = card.training;
  return 1 + (sittings ?? (from === undefined ? 1 : 2));
};

/**
 * The random seed of a session: order of the works, keys, masks, dropout. Each session gets a new stream, because
 * repeating the same one would cause memorisation; the split keeps the plan's seed.
 */
export const sittingSeed = (seed: number, sitting: number): number =>
  sitting === 1 ? seed : nextInt(derivedRandom(seed, sitting), 2 ** 31);
