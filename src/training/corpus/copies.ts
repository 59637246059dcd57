import { pianoColumn } from '../../encoding/piano/piano-schema.js';
import { DYNAMICS_VARY, PEDAL_USED, TEMPO_VARIES } from '../../encoding/piano/source-flags.js';
import type { EncodedWork } from './encoded-work.js';

/** A file is a copy if at least this share of its n-grams are in files of other data folders … */
const COPIED_SHARE = 0.5;
/** … or if it shares this much with a file whose note count differs by at most a tenth: another edition. */
const EDITION_SHARE = 0.1;
const EDITION_LENGTHS = 0.9;
/** Fewer n-grams than this, as in a few bars, can agree by chance. */
const FEWEST_GRAMS = 6;

/** How much expression a file has: dynamics, pedal, varying tempo. */
const expressionOf = ({ sequence }: EncodedWork): number => {
  const source = sequence.ids[pianoColumn.source] ?? 0;
  return [DYNAMICS_VARY, PEDAL_USED, TEMPO_VARIES].filter((flag) => (source & flag) !== 0).length;
};

/** A file that is kept, with its n-grams as a set. */
interface KeptFile {
  readonly work: EncodedWork;
  readonly grams: ReadonlySet<number>;
}

const sharedWith = ({ fingerprint }: EncodedWork, files: readonly KeptFile[]): number =>
  fingerprint.filter((gram) => files.some(({ grams }) => grams.has(gram))).length;

const isEditionOf = (work: EncodedWork, file: KeptFile): boolean => {
  const [fewer, more] = [work.noteCount, file.work.noteCount].sort((a, b) => a - b);
  const shared = sharedWith(work, [file]);
  const wanted = EDITION_SHARE * Math.min(work.fingerprint.length, file.grams.size);
  return fewer >= EDITION_LENGTHS * more && shared >= FEWEST_GRAMS && shared >= wanted;
};

const isCopyOf = (work: EncodedWork, elsewhere: readonly KeptFile[]): boolean => {
  if (elsewhere.some((file) => file.work.contentHash === work.contentHash)) return true;
  const shared = sharedWith(work, elsewhere);
  if (shared >= FEWEST_GRAMS && shared >= COPIED_SHARE * work.fingerprint.length) return true;
  return elsewhere.some((file) => isEditionOf(work, file));
};

/**
 * Which of a work's files (`members`, indices into the works) duplicate music of other data folders. Those with most
 * expression are kept, then longer ones, then those of the folder named first. Editions within one folder all stay.
 */
export const copiesIn = (works: readonly EncodedWork[], members: readonly number[]): readonly number[] => {
  if (new Set(members.map((member) => works[member].folder)).size < 2) return [];
  const inOrder = [...members].sort(
    (a, b) => expressionOf(works[b]) - expressionOf(works[a]) || works[b].noteCount - works[a].noteCount || a - b,
  );
  const kept: KeptFile[] = [];
  return inOrder.filter((member) => {
    const work = works[member];
    const elsewhere = kept.filter((file) => file.work.folder !== work.folder);
    const isCopy = isCopyOf(work, elsewhere);
    if (!isCopy) kept.push({ work, grams: new Set(work.fingerprint) });
    return isCopy;
  });
};
