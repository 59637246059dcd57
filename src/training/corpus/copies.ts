import { pianoColumn } from '../../encoding/piano-schema.js';
import { DYNAMICS_VARY, PEDAL_USED, TEMPO_VARIES } from '../../encoding/source-flags.js';
import type { EncodedWork } from './encoded-work.js';

/** A file of which at least this share of the n-grams are in files of other data folders is a copy of their music. */
const COPIED_SHARE = 0.5;
/** Fewer n-grams than this, as in a few bars, can be alike by chance. */
const FEWEST_GRAMS = 6;

/** How much a file tells besides the notes: dynamics, pedal, a tempo that varies. */
const expressionOf = ({ sequence }: EncodedWork): number => {
  const source = sequence.ids[pianoColumn.source] ?? 0;
  return [DYNAMICS_VARY, PEDAL_USED, TEMPO_VARIES].filter((flag) => (source & flag) !== 0).length;
};

/** The n-grams of the files kept so far, each with the data folders that have it. */
class KeptMusic {
  readonly #foldersOf = new Map<number, Set<string>>();
  readonly #hashes = new Map<string, string>();

  keep({ fingerprint, folder = '', contentHash }: EncodedWork): void {
    if (!this.#hashes.has(contentHash)) this.#hashes.set(contentHash, folder);
    for (const gram of fingerprint) {
      const folders = this.#foldersOf.get(gram);
      if (folders) folders.add(folder);
      else this.#foldersOf.set(gram, new Set([folder]));
    }
  }

  /** Whether other data folders have the bytes, or most of the music. */
  has({ fingerprint, folder = '', contentHash }: EncodedWork): boolean {
    const sameBytes = this.#hashes.get(contentHash);
    if (sameBytes !== undefined && sameBytes !== folder) return true;
    const isElsewhere = (gram: number): boolean => {
      const folders = this.#foldersOf.get(gram);
      return folders !== undefined && (folders.size > 1 || !folders.has(folder));
    };
    const shared = fingerprint.filter(isElsewhere).length;
    return shared >= FEWEST_GRAMS && shared >= COPIED_SHARE * fingerprint.length;
  }
}

/**
 * Which of a work's files (`members`, indices into the works) hold music that files of other data folders hold too,
 * so that it would be heard twice. Kept are those that tell most besides the notes, then the longer ones, then those
 * of the folder named first. Editions within one folder all stay.
 */
export const copiesIn = (works: readonly EncodedWork[], members: readonly number[]): readonly number[] => {
  if (new Set(members.map((member) => works[member].folder)).size < 2) return [];
  const inOrder = [...members].sort(
    (a, b) => expressionOf(works[b]) - expressionOf(works[a]) || works[b].noteCount - works[a].noteCount || a - b,
  );
  const kept = new KeptMusic();
  return inOrder.filter((member) => {
    const isCopy = kept.has(works[member]);
    if (!isCopy) kept.keep(works[member]);
    return isCopy;
  });
};
