import { withComposerGuidance } from '../../composer/models/classifier-free-guidance.js';
import { composePiano } from '../../composer/piano/compose-piano.js';
import { samplingTablesOf } from '../../composer/piano/sampling-tables.js';
import { pianoConstraints } from '../../composer/piano/constraints.js';
import { namingModel } from '../../composer/models/non-finite-logits.js';
import { excerpts } from '../../encoding/shared/excerpts.js';
import { struckInPiece } from '../../encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { Piece } from '../../music/piece.js';
import { derivedRandom, nextInt } from '../../shared/random-source.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import { withComposer } from '../../training/corpus/piano-works.js';
import type { CompareOptions } from './compare-options.js';
import { slotFor } from '../music/unseen-music.js';
import type { RunContext } from '../run-context.js';
import type { NamedModel } from '../models/named-model.js';

/** One way of drawing that is compared with others. */
export interface Setting {
  readonly temperature: number;
  readonly topP: number;
  readonly guidance: number;
}

/** What was written with one setting. */
export interface Samples {
  readonly pieces: readonly Piece[];
  /** Of each sample the most notes in a row that are as in the music learned; none where the model has no index. */
  readonly verbatim: readonly number[];
}

/** Counts samples, and tells when to stop writing more. */
export interface SampleProgress {
  readonly signal: AbortSignal;
  readonly onSample: () => void;
}

/** Tells the caller of each of `total` samples. */
export const sampleProgress = (
  context: Pick<RunContext, 'interruption' | 'progress'>,
  total: number,
): SampleProgress => {
  let done = 0;
  context.progress(done, total);
  return { signal: context.interruption(), onSample: () => context.progress(++done, total) };
};

/** Every combination of what was asked for. */
export const settingsOf = ({
  temperature,
  topP,
  guidance,
}: Pick<CompareOptions, 'temperature' | 'topP' | 'guidance'>): Setting[] =>
  temperature.flatMap((t) => topP.flatMap((p) => guidance.map((g) => ({ temperature: t, topP: p, guidance: g }))));

const BEGINNING = { bars: 8, minimumNotes: 32 };

/** The music a sample goes on from: a passage of a random work, or no more than its metre and its kind of source. */
const beginnings = (works: readonly EncodedWork[], slot: number | undefined, begin: CompareOptions['begin']) => {
  const found = works.flatMap(({ sequence, baseBpm }) =>
    excerpts(withComposer(sequence, slot), BEGINNING).map((passage) => ({ sequence: passage, bpm: baseBpm })),
  );
  const startOf = ({ ids }: EventSequence): EventSequence => ({ length: 1, ids: ids.slice(0, pianoSchema.length) });
  return begin === 'excerpt' ? found : found.map(({ sequence, bpm }) => ({ sequence: startOf(sequence), bpm }));
};

/**
 * Samples in a composer's manner. The n-th one begins alike in every setting and draws on equal chance. Throws the
 * signal's reason when it is aborted.
 */
export const composeSamples = async (
  { name, checkpoint }: NamedModel,
  network: EventModel,
  whose: { readonly composer: string; readonly beginnings: readonly EncodedWork[] },
  setting: Setting,
  options: Pick<CompareOptions, 'bars' | 'begin' | 'seed' | 'quoteLimit'> & { readonly samples: number },
  progress: SampleProgress,
): Promise<Samples> => {
  const { temperature, topP, guidance } = setting;
  const { samples, bars, begin, seed, quoteLimit } = options;
  const tables = samplingTablesOf(checkpoint);
  const { learned } = tables;
  const model = withComposerGuidance(network, guidance);
  const from = beginnings(whose.beginnings, slotFor(checkpoint.card, whose.composer), begin);
  const pieces: Piece[] = [];
  const verbatim: number[] = [];
  for (let i = 0; i < samples && from.length > 0; i++) {
    progress.signal.throwIfAborted();
    const { sequence, bpm } = from[nextInt(derivedRandom(seed, i, 0), from.length)];
    const sampling = { temperature, topP, topK: Infinity };
    const continuation = {
      model,
      bounds: pianoConstraints,
      sampling,
      random: derivedRandom(seed, i, 1),
      quoteLimit,
      ...tables,
    };
    const request = { seed: sequence, bars, bpm, expression: 1, title: '' };
    const piece = await namingModel(name, () => composePiano(continuation, request));
    pieces.push(piece);
    if (learned) verbatim.push(longestVerbatimRun(struckInPiece(piece), learned));
    progress.onSample();
  }
  return { pieces, verbatim };
};
