import { gramsIn, type GramSet } from '../../../encoding/memorisation/note-grams.js';
import { struckInPiece, struckInRows, type StruckNote } from '../../../encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../../encoding/memorisation/verbatim-run.js';
import type { EncodedWork } from '../../corpus/encoded-work.js';
import { mean } from '../figures.js';
import { quantile } from '../quantile.js';
import type { ListenedPiece } from './hearing.js';

/** A file of a composer and the work that it belongs to. */
export interface ClusteredWork {
  readonly work: EncodedWork;
  readonly cluster: string;
}

/** How much some pieces quote: the longest run of notes that matches a work, in any key. */
export interface Quotation {
  readonly pieces: number;
  readonly meanRun: number;
  /** Share of pieces with a longer run than 12 notes, and than 16. */
  readonly over12: number;
  readonly over16: number;
}

/** Written music compared with a composer's own works (Yin and others 2022), which also quote each other. */
export interface Originality {
  /** Written pieces in the composer's works. */
  readonly written: Quotation;
  /** Real works, cut to the length of the written pieces, in the composer's other works. */
  readonly self: Quotation;
}

/** Marks a gram that occurs in several works. */
const SEVERAL = '';

/** The work of each gram. */
const ownersOf = (works: readonly ClusteredWork[]): ReadonlyMap<number, string> => {
  const owners = new Map<number, string>();
  for (const { work, cluster } of works) {
    for (const gram of gramsIn(struckInRows(work.sequence))) {
      const owner = owners.get(gram);
      if (owner === undefined) owners.set(gram, cluster);
      else if (owner !== cluster) owners.set(gram, SEVERAL);
    }
  }
  return owners;
};

/** The grams of all works but one. */
const without = (owners: ReadonlyMap<number, string>, cluster: string): GramSet => ({
  has: (gram) => (owners.get(gram) ?? cluster) !== cluster,
});

const quotation = (runs: readonly number[]): Quotation => ({
  pieces: runs.length,
  meanRun: mean(runs),
  over12: runs.filter((run) => run > 12).length / runs.length,
  over16: runs.filter((run) => run > 16).length / runs.length,
});

interface Runs {
  readonly written: readonly number[];
  readonly self: readonly number[];
}

const runsOf = (
  works: readonly ClusteredWork[],
  real: readonly ListenedPiece[],
  written: readonly ListenedPiece[],
): Runs => {
  const owners = ownersOf(works);
  const struck = written.map(({ piece }) => struckInPiece(piece));
  const length = Math.round(
    quantile(
      struck.map((notes) => notes.length),
      0.5,
    ),
  );
  const shortened = (notes: readonly StruckNote[]) => notes.slice(0, length);
  return {
    written: struck.map((notes) => longestVerbatimRun(shortened(notes), owners)),
    self: real.map(({ piece, work }) => longestVerbatimRun(shortened(struckInPiece(piece)), without(owners, work))),
  };
};

/**
 * How much written pieces quote the composers, and the composers themselves; only composers with music on both sides
 * count.
 */
export const originality = (
  works: readonly ClusteredWork[],
  real: readonly ListenedPiece[],
  written: readonly ListenedPiece[],
): Originality => {
  const composers = [...new Set(written.map(({ composer }) => composer))];
  const by = <T>(items: readonly T[], composer: string, whose: (item: T) => string): T[] =>
    composer === '' ? [...items] : items.filter((item) => whose(item) === composer);
  const all = composers.map((composer) =>
    runsOf(
      by(works, composer, ({ work }) => work.composer),
      by(real, composer, (piece) => piece.composer),
      written.filter((piece) => piece.composer === composer),
    ),
  );
  return {
    written: quotation(all.flatMap((runs) => runs.written)),
    self: quotation(all.flatMap((runs) => runs.self)),
  };
};
