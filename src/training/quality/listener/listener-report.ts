import { decodeEvents } from '../../../encoding/piano/decode-events.js';
import { encodePiece } from '../../../encoding/piano/encode-piece.js';
import { listenerInput, unnamed, type HeardExcerpt, type ListenedPiece } from './hearing.js';
import { listenTo, type Listening } from './listen.js';
import { originality, type ClusteredWork, type Originality } from './originality.js';
import { endShares, type EndShares } from './piece-ends.js';
import { balanced, classifyTwoSamples, type Verdict } from './two-sample-test.js';
import { listenedRow, type Hearing } from './excerpt-features.js';

/** Composers that belong together in a report. */
export interface ComposerGroup {
  readonly name: string;
  readonly composers: readonly string[];
}

/** Both feature sets; undefined if there is too little music. */
type ByHearing<T> = Readonly<Record<Hearing, T | undefined>>;

/** Results for written music, with comparisons of real music only. */
export interface ListenerReport {
  readonly written: ByHearing<Listening>;
  readonly ends: { readonly real: EndShares; readonly written: EndShares };
  readonly originality: Originality;
  readonly groups: readonly (ComposerGroup & { readonly written: ByHearing<Listening> })[];
  readonly floors: {
    /** Half of the real works against the other half, by the same composers. */
    readonly otherWorks: ByHearing<Verdict>;
    /** Real works against themselves, sent through the encoder and back. */
    readonly roundTrip: ByHearing<Verdict>;
    /** Real works against those of other composers. */
    readonly otherComposers: ByHearing<Verdict>;
  };
}

const hearings = ['notes', 'expression'] as const;

const byHearing = <T>(judge: (hearing: Hearing) => T | undefined): ByHearing<T> => ({
  notes: judge(hearings[0]),
  expression: judge(hearings[1]),
});

/** With this share of notes at one velocity, it is not a performance. */
const FLAT = 0.9;

/** For expression, only performed music counts; scores without dynamics are left out. */
const fitFor = (excerpts: readonly HeardExcerpt[], hearing: Hearing): readonly HeardExcerpt[] =>
  hearing === 'notes'
    ? excerpts
    : excerpts.filter(({ features }) => features.expression['notes of the commonest velocity'] < FLAT);

/** With fewer works on a side there is no comparison. */
const FEWEST_WORKS = 4;

const verdict = (a: readonly HeardExcerpt[], b: readonly HeardExcerpt[], hearing: Hearing): Verdict | undefined => {
  const works = (excerpts: readonly HeardExcerpt[]): number => new Set(excerpts.map(({ work }) => work)).size;
  const [left, right] = [fitFor(a, hearing), fitFor(b, hearing)];
  if (Math.min(works(left), works(right)) < FEWEST_WORKS) return undefined;
  return classifyTwoSamples(balanced(left, right), (excerpt) => listenedRow(excerpt.features, hearing));
};

/** A piece after encoding and decoding, the best that the network could write. */
const throughEncoder = (listened: ListenedPiece): ListenedPiece => {
  const encoded = encodePiece(listened.piece);
  return { ...listened, piece: decodeEvents(encoded, { bpm: encoded.baseBpm, expression: 1 }) };
};

/** Each composer's works, divided alternately into two halves. */
const halves = (excerpts: readonly HeardExcerpt[]): readonly [HeardExcerpt[], HeardExcerpt[]] => {
  const places = new Map<string, Map<string, number>>();
  const isFirst = ({ composer, work }: HeardExcerpt): boolean => {
    const works = places.get(composer) ?? new Map<string, number>();
    places.set(composer, works);
    const place = works.get(work) ?? works.size;
    works.set(work, place);
    return place % 2 === 0;
  };
  const marked = excerpts.map((excerpt) => [excerpt, isFirst(excerpt)] as const);
  const side = (wanted: boolean) => marked.flatMap(([excerpt, first]) => (first === wanted ? [excerpt] : []));
  return [side(true), side(false)];
};

/** The sets to compare. */
export interface ListenedMusic {
  readonly real: readonly ListenedPiece[];
  /** More pieces by the same composers, for comparison. */
  readonly moreReal: readonly ListenedPiece[];
  /** By other composers. */
  readonly others: readonly ListenedPiece[];
  /** All works by the composers, for finding quotations. */
  readonly works: readonly ClusteredWork[];
  readonly written: readonly ListenedPiece[];
}

/** Compares written music with real music, by group of composers and in total, and real music with itself. */
export const reportListening = (music: ListenedMusic, groups: readonly ComposerGroup[]): ListenerReport => {
  const isNamed = music.written.every(({ composer }) => composer !== '');
  const named = (excerpts: HeardExcerpt[]): HeardExcerpt[] => (isNamed ? excerpts : unnamed(excerpts));
  const heard = listenerInput(music.real);
  const [real, written] = [named(heard), named(listenerInput(music.written))];
  const [first, second] = halves([...heard, ...listenerInput(music.moreReal)]);
  const roundTrip = listenerInput(music.real.map(throughEncoder));
  const others = unnamed(listenerInput(music.others));
  const beside = (only: (composer: string) => boolean) =>
    byHearing((hearing) =>
      listenTo(
        fitFor(real, hearing).filter(({ composer }) => only(composer)),
        written.filter(({ composer }) => only(composer)),
        hearing,
      ),
    );
  const pieces = (listened: readonly ListenedPiece[]) => listened.map(({ piece }) => piece);
  return {
    written: beside(() => true),
    ends: { real: endShares(pieces(music.real)), written: endShares(pieces(music.written)) },
    originality: originality(music.works, music.real, music.written),
    groups: groups.map((group) => ({ ...group, written: beside((composer) => group.composers.includes(composer)) })),
    floors: {
      otherWorks: byHearing((hearing) => verdict(first, second, hearing)),
      roundTrip: byHearing((hearing) => verdict(heard, roundTrip, hearing)),
      otherComposers: byHearing((hearing) => verdict(unnamed(heard), others, hearing)),
    },
  };
};
