import { composeChorale } from '../../composer/chorale/compose-chorale.js';
import { withComposerGuidance } from '../../composer/models/classifier-free-guidance.js';
import { styleEmbeddingId } from '../../composer/models/style-embedding-id.js';
import { fieldSampling, type FieldSampling } from '../../composer/piano/field-sampling.js';
import { loadPlanModel } from '../../composer/plan/plan-model.js';
import { planPiece } from '../../composer/plan/plan-piece.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import { idAt } from '../../encoding/piano/row-timeline.js';
import type { PlanAhead } from '../../composer/plan/plan-ahead.js';
import { formBars, parseForm, type Form } from '../../composer/plan/plan-form.js';
import { composePiano } from '../../composer/piano/compose-piano.js';
import { pianoConstraints } from '../../composer/piano/constraints.js';
import { samplingTablesOf } from '../../composer/piano/sampling-tables.js';
import { namingModel } from '../../composer/models/non-finite-logits.js';
import { newPiece, noPrimer, storedPrimer, type Primer } from '../../composer/primer.js';
import { struckInPiece } from '../../encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { loadEventModel } from '../../model/sampling/event-model.js';
import { seedRandom } from '../../shared/random-source.js';
import type { Engine } from '../../model/runtimes/engine.js';
import type { Piece } from '../../music/piece.js';
import { withComposer } from '../../training/corpus/piano-works.js';
import type { NamedModel } from '../models/named-model.js';
import { generateDefaults, type PieceOptions } from './generate-options.js';
import { primerFromData, primerFromMidi } from './load-primer.js';

/** The form that is asked for. Throws a FormError where it cannot be read. */
const formOf = ({ form }: Pick<PieceOptions, 'form'>): Form | undefined =>
  form === undefined ? undefined : parseForm(form);

/** How long a piece will be: as its form says, where one is asked for. Throws a FormError. */
export const barsOf = (options: PieceOptions): number => {
  const form = formOf(options);
  return form ? formBars(form) : options.bars;
};

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
  /** Draws of a note from which the quote limit took more than 5 % of probability. */
  readonly unquoted: number;
}

/** Less probability that is taken away does not count. */
const NOTICEABLE = 0.05;

/** Counts what is drawn while a piece is composed. */
const drawCounter = () => {
  const counts = { draws: 0, bounded: 0, unquoted: 0 };
  return {
    counts,
    onBounds: (removed: number): void => {
      counts.draws++;
      if (removed > NOTICEABLE) counts.bounded++;
    },
    onQuote: (removed: number): void => {
      if (removed > NOTICEABLE) counts.unquoted++;
    },
  };
};

const seedExcerpt = async (
  { name, composer, kind, checkpoint: { card }, plans }: NamedModel,
  { prime, data }: PieceOptions,
  seed: number,
): Promise<Primer> => {
  const random = seedRandom(seed);
  const whose = composer ?? name;
  if (prime !== undefined && kind === 'piano') return primerFromMidi(prime, card, whose);
  if (plans && data === undefined) return newPiece(card, random, composer);
  const fromData = kind === 'piano' ? await primerFromData(data, card, whose, random) : undefined;
  return fromData ?? storedPrimer(card, random, composer) ?? noPrimer(kind);
};

const sampling = ({ temperature, topP, topK, variation }: PieceOptions): FieldSampling =>
  fieldSampling({ temperature, topP, topK: topK ?? Infinity }, variation / 100);

/** A plan for a piece where there is a network that draws some, and how to let go of that. */
const planOf = async (
  { composer, plans }: NamedModel,
  options: PieceOptions,
  excerpt: Primer,
  seed: number,
  engine: Engine,
): Promise<{ readonly plan?: PlanAhead; readonly close: () => Promise<void> }> => {
  if (!plans) return { close: () => Promise.resolve() };
  const form = formOf(options);
  const loaded = await loadPlanModel(engine, plans);
  const { sequence } = excerpt;
  const metre = meterOfId(idAt(sequence, sequence.length - 1, 'metre'));
  const plan = await planPiece(loaded, {
    composer,
    seed,
    ...(form ? { form } : { bars: options.bars }),
    metre,
    ...(sequence.length > 1 ? { before: planOfRows(sequence) } : {}),
  });
  return { plan, close: () => loaded.model.close() };
};

/**
 * Composes one piece with a model on an engine. All chance comes from `seed`. `onProgress` is told after
 * each event how many bars are written.
 *
 * @example
 * const model = await openNamedModel('Chopin', ['models']);
 * const { piece } = await generatePiece(model, { bars: 16 }, 7, await chooseEngine('auto', 1, quietContext));
 */
export const generatePiece = async (
  named: NamedModel,
  asked: Partial<PieceOptions>,
  seed: number,
  engine: Engine,
  onProgress?: (bars: number, of: number) => void,
): Promise<GeneratedPiece> => {
  const options = { ...generateDefaults, ...asked };
  const { name, kind, checkpoint } = named;
  const excerpt = await seedExcerpt(named, options, seed);
  const network = await loadEventModel(engine, checkpoint.card.network, checkpoint.weights);
  const model = kind === 'piano' ? withComposerGuidance(network, options.guidance) : network;
  const { counts, onBounds, onQuote } = drawCounter();
  const continuation = { model, sampling: sampling(options), random: seedRandom(seed + 1), onBounds };
  const tables = samplingTablesOf(checkpoint);
  const { learned } = tables;
  const quoting = { quoteLimit: options.quoteLimit, onQuote };
  const request = {
    seed: named.blend
      ? withComposer(excerpt.sequence, styleEmbeddingId(named, checkpoint.card, model))
      : excerpt.sequence,
    bars: barsOf(options),
    bpm: options.tempo ?? excerpt.bpm,
    title: `${name}, composed by music-lstm-daemon (seed ${seed})`,
    ...(onProgress ? { onProgress } : {}),
  };
  let close = (): Promise<void> => Promise.resolve();
  try {
    const planned = await planOf(named, options, excerpt, seed, engine);
    close = planned.close;
    const { plan } = planned;
    const piece = await namingModel(name, () =>
      kind === 'chorale'
        ? composeChorale(continuation, request)
        : composePiano(
            { ...continuation, ...quoting, ...tables, bounds: pianoConstraints },
            { ...request, expression: options.expression / 100, ...(plan ? { plan } : {}) },
          ),
    );
    const verbatim = learned ? longestVerbatimRun(struckInPiece(piece), learned) : null;
    return { piece, source: excerpt.source, ...counts, verbatim };
  } finally {
    await model.close();
    await close();
  }
};
