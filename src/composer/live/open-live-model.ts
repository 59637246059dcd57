import { COMPOSER_SLOTS } from '../../encoding/piano-schema.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { loadEventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../model/sampling/random-source.js';
import { modelKind } from '../model-kind.js';
import { composerSlot, noExcerpt, storedExcerpt } from '../seed-excerpt.js';
import { beginningOf } from './beginning.js';
import { DaemonError } from '../../shared/error.js';
import type { LiveModel } from './live-model.js';

/** The model writes, but does not play along. */
export class NotLiveError extends DaemonError {
  readonly code = 'MODEL_NOT_LIVE';

  constructor(name: string) {
    super(`Model ${name} writes chorales and does not play live; it is for \`generate\`. Choose a piano model.`);
  }
}

/** A live model, and what is told of the music it goes on from. */
export interface OpenedModel extends LiveModel {
  /** Tempo of that music, quarters per minute. */
  readonly bpm: number;
  /** Where it is from; empty for none. */
  readonly source: string;
}

/** Makes a checkpoint ready to play live, with one of its excerpts to go on from. Refuses what is not piano music. */
export const openLiveModel = async (
  name: string,
  { card, weights }: Checkpoint,
  engine: Engine,
  random: RandomSource,
): Promise<OpenedModel> => {
  if (modelKind(card) !== 'piano') throw new NotLiveError(name);
  const excerpt = storedExcerpt(card, random) ?? noExcerpt('piano');
  return {
    name,
    model: await loadEventModel(engine, card.network, weights),
    composerSlot: composerSlot(card, name) ?? COMPOSER_SLOTS,
    beginning: beginningOf(excerpt.sequence),
    bpm: excerpt.bpm,
    source: excerpt.source,
  };
};
