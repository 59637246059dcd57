import { COMPOSER_SLOTS } from '../../encoding/piano-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../model/sampling/random-source.js';
import { DaemonError } from '../../shared/error.js';
import { modelKind } from '../model-kind.js';
import { composerSlot, noExcerpt, storedExcerpt } from '../seed-excerpt.js';
import { beginningOf } from './beginning.js';
import type { LiveModel } from './live-model.js';

/** The model writes, but does not play along. */
export class NotLiveError extends DaemonError {
  readonly code = 'MODEL_NOT_LIVE';

  constructor(name: string) {
    super(`Model ${name} writes chorales and does not play live; it is for \`generate\`. Choose a piano model.`);
  }
}

/** A voice that can play, and what is told of the music it goes on from. */
export interface OpenedVoice extends LiveModel {
  /** Tempo of that music, quarters per minute. */
  readonly bpm: number;
  /** Where it is from; empty for none. */
  readonly source: string;
}

/** Makes a voice of a network, with one of its excerpts to go on from. Refuses what is not piano music. */
export const openVoice = (
  { name, composer }: { readonly name: string; readonly composer: string | null },
  card: ModelCard,
  model: EventModel,
  release: () => Promise<void>,
  random: RandomSource,
): OpenedVoice => {
  if (modelKind(card) !== 'piano') throw new NotLiveError(name);
  const excerpt = storedExcerpt(card, random, composer) ?? noExcerpt('piano');
  return {
    name,
    model,
    release,
    hearsPlayer: card.hearsPlayer,
    composerSlot: composerSlot(card, composer ?? name) ?? COMPOSER_SLOTS,
    beginning: beginningOf(excerpt.sequence),
    bpm: excerpt.bpm,
    source: excerpt.source,
  };
};
