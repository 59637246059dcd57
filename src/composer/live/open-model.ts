import { decodeChorale } from '../../encoding/chorale/chorale-encoding.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import { DaemonError } from '../../shared/error.js';
import type { BlendableModel } from '../models/blended-model.js';
import { styleEmbeddingId } from '../models/style-embedding-id.js';
import { modelKind } from '../models/model-kind.js';
import type { PlanModel } from '../plan/plan-model.js';
import { samplingTablesOf } from '../piano/sampling-tables.js';
import { newPiece, noPrimer, storedPrimer } from '../primer.js';
import { livePrimerOf } from './live-primer.js';
import type { LiveChorale } from './chorale-composer.js';
import type { LiveModel } from './live-model.js';

/** The model's vocabulary is unknown, or of another version. */
export class NotLiveError extends DaemonError {
  readonly code = 'MODEL_NOT_LIVE';

  constructor(name: string, encoding: string) {
    super(`Model ${name} uses the encoding ${encoding}, which this version cannot play. Choose another model.`);
  }
}

/** A loaded model and its primer. */
export type OpenedModel = ((LiveModel & { readonly kind: 'piano' }) | (LiveChorale & { readonly kind: 'chorale' })) & {
  /** Tempo of the primer, quarters per minute. */
  readonly bpm: number;
  /** Source of the primer; empty for none. */
  readonly source: string;
};

/** Which network, and which of its composers. */
export interface ModelPlace extends BlendableModel {
  /** The latest lesson, and the file of the trained network. */
  readonly learned?: { readonly edition: number; readonly from: string };
}

/** Which state of which network plays. */
const descent = ({ learned, file }: ModelPlace): Pick<LiveModel, 'edition' | 'family'> => ({
  edition: learned?.edition ?? 0,
  family: learned?.from ?? file,
});

/** Makes a playable model from a network, with one of its primers, or a new piece if it plays by a plan. */
export const openPlayableModel = (
  voice: ModelPlace,
  checkpoint: Pick<Checkpoint, 'card' | 'grams'>,
  model: EventModel,
  release: () => Promise<void>,
  random: RandomSource,
  plans?: PlanModel,
): OpenedModel => {
  const { card } = checkpoint;
  const { name, composer } = voice;
  const kind = modelKind(card);
  if (kind === undefined || kind === 'plan') throw new NotLiveError(name, card.encoding);
  const fresh = plans ? newPiece(card, random, composer) : storedPrimer(card, random, composer);
  const { sequence, bpm, source } = fresh ?? noPrimer(kind);
  const common = { name, model, release, bpm, source };
  if (kind === 'chorale') return { ...common, kind, chorale: decodeChorale(sequence) };
  return {
    ...common,
    kind,
    ...descent(voice),
    hearsPlayer: card.hearsPlayer,
    composerSlot: styleEmbeddingId(voice, card, model),
    composer,
    ...samplingTablesOf(checkpoint),
    plans,
    beginning: livePrimerOf(sequence),
  };
};
