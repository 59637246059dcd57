import type { BlendableVoice } from '../composer/blended-voice.js';
import { composeChorale } from '../composer/compose-chorale.js';
import { guidedByComposer } from '../composer/composer-guidance.js';
import { composerId } from '../composer/composer-id.js';
import { composePiano } from '../composer/compose-piano.js';
import { pianoBounds } from '../composer/music-bounds.js';
import type { ModelKind } from '../composer/model-kind.js';
import { blamingModel } from '../composer/network-fault.js';
import { noExcerpt, storedExcerpt, type SeedExcerpt } from '../composer/seed-excerpt.js';
import { struckInPiece } from '../encoding/memorisation/struck-note.js';
import { longestVerbatimRun } from '../encoding/memorisation/verbatim-run.js';
import type { Checkpoint } from '../model/checkpoint/checkpoint.js';
import { anyOf } from '../model/checkpoint/gram-filter.js';
import type { SamplingOptions } from '../model/sampling/draw.js';
import { loadEventModel } from '../model/sampling/event-model.js';
import { seedRandom } from '../model/sampling/random-source.js';
import type { Engine } from '../model/runtimes/engine.js';
import type { Piece } from '../music/piece.js';
import { withComposer } from '../training/corpus/piano-works.js';
import type { GenerateOptions } from './generate-options.js';
import { dataExcerpt, primeExcerpt } from './seed-excerpt.js';

/** A voice ready to compose. */
export interface NamedModel extends Omit<BlendableVoice, 'file'> {
  readonly kind: ModelKind;
  readonly checkpoint: Checkpoint;
}

/** A piece and how it came about. */
export interface GeneratedPiece {
  readonly piece: Piece;
  /** Where the seed excerpt is from; empty when it began from nothing. */
  readonly source: string;
  /** Fields drawn, and how many of them the bounds changed by more than 5 % of probability. */
  readonly draws: number;
  readonly bounded: number;
  /** The most notes in a row that are as in the music that the model learned; null where it has no index. */
  readonly verbatim: number | null;
}

const NOTICEABLE = 0.05;
const seedExcerpt = async (
  { name, composer, kind, checkpoint: { card } }: NamedModel,
  { prime, data }: GenerateOptions,
  seed: number,
): Promise<SeedExcerpt> => {
  const random = seedRandom(seed);
  const whose = composer ?? name;
  if (prime !== undefined && kind === 'piano') return primeExcerpt(prime, card, whose);
  const fromData = kind === 'piano' ? await dataExcerpt(data, card, whose, random) : undefined;
  return fromData ?? storedExcerpt(card, random, composer) ?? noExcerpt(kind);
};

const sampling = ({ temperature, topP, topK }: GenerateOptions): SamplingOptions => ({
  temperature,
  topP,
  topK: topK ?? Infinity,
});

/** Composes one piece with a model on an engine. All chance comes from `seed`. */
export const generatePiece = async (
  named: NamedModel,
  options: GenerateOptions,
  seed: number,
  engine: Engine,
): Promise<GeneratedPiece> => {
  const { name, kind, checkpoint } = named;
  const excerpt = await seedExcerpt(named, options, seed);
  const network = await loadEventModel(engine, checkpoint.card.network, checkpoint.weights);
  const model = kind === 'piano' ? guidedByComposer(network, options.guidance) : network;
  let draws = 0;
  let bounded = 0;
  const onBounds = (removed: number): void => {
    draws++;
    if (removed > NOTICEABLE) bounded++;
  };
  const continuation = { model, sampling: sampling(options), random: seedRandom(seed + 1), onBounds };
  const request = {
    seed: named.blend ? withComposer(excerpt.sequence, composerId(named, checkpoint.card, model)) : excerpt.sequence,
    bars: options.bars,
    bpm: options.tempo ?? excerpt.bpm,
    title: `${name}, composed by music-lstm-daemon (seed ${seed})`,
  };
  try {
    const piece = await blamingModel(name, () =>
      kind === 'chorale'
        ? composeChorale(continuation, request)
        : composePiano({ ...continuation, bounds: pianoBounds }, { ...request, expression: options.expression / 100 }),
    );
    const verbatim = checkpoint.grams ? longestVerbatimRun(struckInPiece(piece), anyOf(checkpoint.grams)) : null;
    return { piece, source: excerpt.source, draws, bounded, verbatim };
  } finally {
    await model.close();
  }
};
