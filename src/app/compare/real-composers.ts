import { decodeEvents } from '../../encoding/piano/decode-events.js';
import type { EncodedWork } from '../../training/corpus/encoded-work.js';
import {
  excerptsOf,
  EXCERPT_BARS,
  EXCERPT_NOTES,
  measureSet,
  type MeasuredSet,
} from '../../training/quality/music-sets.js';
import { passagesOf, type Passage } from '../../training/quality/passage.js';
import type { StyleExample } from '../../training/quality/style-classifier.js';
import { styleFeatures } from '../../training/quality/style-features.js';
import { DaemonError } from '../../shared/error.js';
import type { RealMusic, RealWork } from './real-music.js';
import { isSameName } from '../../shared/names.js';

/** Real music of one composer, measured. */
export interface RealComposer {
  readonly composer: string;
  /** To begin from; the unseen works where no training music is known. */
  readonly beginnings: readonly EncodedWork[];
  /** What passages should look like: the training music, or the unseen where that is not known. */
  readonly real: MeasuredSet;
  readonly unseen: MeasuredSet;
  /** The passages that it measures. */
  readonly unseenPassages: readonly Passage[];
  readonly trainingExamples: readonly StyleExample[];
  readonly unseenExamples: readonly StyleExample[];
}

/** There is too little music to compare with. */
export class TooLittleMusicError extends DaemonError {
  readonly code = 'TOO_LITTLE_MUSIC';

  constructor(bars: number, composers: readonly string[]) {
    const whose = composers.length > 0 ? ` of ${composers.join(', ')}` : '';
    super(`No unseen music${whose} to compare with, or none of ${bars} bars to learn from. Choose fewer --bars.`);
  }
}

/** The classifier needs works enough to tell the composer from the work. */
const FEWEST_CLUSTERS = 5;

const pieceOf = ({ sequence, baseBpm }: EncodedWork) => decodeEvents(sequence, { bpm: baseBpm, expression: 0 });

const long = (works: readonly RealWork[], bars: number): Passage[] =>
  works.flatMap(({ work }) =>
    passagesOf(pieceOf(work), { bars, hopBars: Math.ceil(bars / 2), minimumNotes: EXCERPT_NOTES }),
  );

/** Short excerpts of works, without overlap, each with its work. */
const short = (works: readonly RealWork[]): { readonly passage: Passage; readonly cluster: string }[] =>
  works.flatMap(({ work, cluster }) =>
    passagesOf(pieceOf(work), { bars: EXCERPT_BARS, hopBars: EXCERPT_BARS, minimumNotes: EXCERPT_NOTES })
      .flatMap(excerptsOf)
      .map((passage) => ({ passage, cluster })),
  );

const measure = (composer: string, training: readonly RealWork[], unseen: readonly RealWork[], bars: number) => {
  const [seenExcerpts, unseenExcerpts] = [short(training), short(unseen)];
  const passages = (excerpts: readonly { readonly passage: Passage }[]) => excerpts.map(({ passage }) => passage);
  const examples = (excerpts: ReturnType<typeof short>): StyleExample[] =>
    excerpts.map(({ passage, cluster }) => ({ features: styleFeatures(passage), composer, work: cluster }));
  const unseenPassages = long(unseen, bars);
  const unseenSet = measureSet(unseenPassages, passages(unseenExcerpts));
  return {
    composer,
    beginnings: (training.length > 0 ? training : unseen).map(({ work }) => work),
    real: training.length > 0 ? measureSet(long(training, bars), passages(seenExcerpts)) : unseenSet,
    unseen: unseenSet,
    unseenPassages,
    trainingExamples: examples(seenExcerpts),
    unseenExamples: examples(unseenExcerpts),
  };
};

/** Composers by the notes of theirs, most first, that have works enough. */
const candidates = (works: readonly RealWork[], fewestClusters: number): string[] => {
  const notes = new Map<string, number>();
  const clusters = new Map<string, Set<string>>();
  for (const { work, cluster } of works) {
    notes.set(work.composer, (notes.get(work.composer) ?? 0) + work.noteCount);
    clusters.set(work.composer, (clusters.get(work.composer) ?? new Set()).add(cluster));
  }
  return [...notes]
    .filter(([composer]) => (clusters.get(composer)?.size ?? 0) >= fewestClusters)
    .sort(([, a], [, b]) => b - a)
    .map(([composer]) => composer);
};

/** Real music to measure against. */
export interface RealComposers {
  /** In whose manner samples are written. */
  readonly compared: readonly RealComposer[];
  /** Whom the classifier tells apart; those compared are among them. */
  readonly known: readonly RealComposer[];
}

/** Measures the composers asked for, or those with most music, and those that a classifier tells them from. */
export const realComposers = (
  { training, unseen }: RealMusic,
  asked: readonly string[],
  { bars, composers }: { readonly bars: number; readonly composers: number },
): RealComposers => {
  const of = (works: readonly RealWork[], composer: string): RealWork[] =>
    works.filter(({ work }) => isSameName(work.composer, composer));
  const all = [...training, ...unseen];
  const names = asked.map((name) => of(all, name).at(0)?.work.composer ?? name);
  const known: RealComposer[] = [];
  const add = (composer: string): void => {
    const measured = measure(composer, of(training, composer), of(unseen, composer), bars);
    if (measured.real.statistics.length > 0 && measured.unseenExamples.length > 0) known.push(measured);
  };
  names.forEach(add);
  for (const composer of candidates(all, training.length > 0 ? FEWEST_CLUSTERS : 1)) {
    if (known.length >= composers) break;
    if (!known.some((other) => other.composer === composer)) add(composer);
  }
  const compared = names.length === 0 ? known : known.filter(({ composer }) => names.includes(composer));
  if (compared.length === 0) throw new TooLittleMusicError(bars, asked);
  return { compared, known };
};
