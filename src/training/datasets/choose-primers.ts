import { excerptsByPlace, type ExcerptsOfPiece } from '../../encoding/shared/excerpts.js';
import { hasDynamics } from '../../encoding/piano/dynamics.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { asOnePiano, hasOwnPart } from '../../encoding/piano/player-part.js';
import { idAt } from '../../encoding/piano/row-timeline.js';
import type { Excerpt } from '../../model/checkpoint/model-card.js';
import type { EventSequence } from '../../model/event-schema.js';
import { seedRandom, shuffle, type RandomSource } from '../../shared/random-source.js';
import type { EncodedWork } from '../corpus/encoded-work.js';

/** Possible lengths of a primer in bars; the shortest with enough notes is used, so that a model's card stays small. */
const BARS = [4, 6, 8];
const MINIMUM_NOTES = 32;

/** Factor of works examined per wanted primer, since some works have too few passages. */
const WORKS_LOOKED_AT = 3;

const excerptOf = ({ name, composer, baseBpm }: EncodedWork, sequence: EventSequence): Excerpt => {
  const metre = meterOfId(idAt(sequence, 0, 'metre')) ?? { numerator: 4, denominator: 4 };
  return { source: name, composer, bpm: baseBpm, ...metre, ids: [...sequence.ids] };
};

/** Solo piano music with dynamics first, since a primer shapes what follows. */
const inOrderOfUse = (works: readonly EncodedWork[], random: RandomSource): EncodedWork[] => {
  const rank = ({ sequence }: EncodedWork): number => (hasOwnPart(sequence) ? 2 : 0) + (hasDynamics(sequence) ? 0 : 1);
  return shuffle([...works], random).sort((a, b) => rank(a) - rank(b));
};

/** Opening and later passages of a work, each with the shortest length that gives any. */
const passagesOf = ({ sequence }: EncodedWork): ExcerptsOfPiece => {
  const piano = asOnePiano(sequence);
  const found = BARS.map((bars) => excerptsByPlace(piano, { bars, minimumNotes: MINIMUM_NOTES }));
  return {
    opening: found.find(({ opening }) => opening !== undefined)?.opening,
    later: found.find(({ later }) => later.length > 0)?.later ?? [],
  };
};

/** First one of each list, then a second, and so on. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] => {
  const rounds = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: rounds }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
};

/** Half openings, half later passages, if there are enough of both; from as many works as possible. */
const ofOneComposer = (all: readonly EncodedWork[], random: RandomSource, count: number): Excerpt[] => {
  const works = inOrderOfUse(all, random).slice(0, WORKS_LOOKED_AT * count);
  const found = works.map((work) => ({ work, passages: passagesOf(work) }));
  const openings = found.flatMap(({ work, passages: { opening } }) => (opening ? [excerptOf(work, opening)] : []));
  const later = found.map(({ work, passages }) =>
    shuffle([...passages.later], random).map((passage) => excerptOf(work, passage)),
  );
  const half = Math.min(openings.length, Math.ceil(count / 2));
  // later passages of works whose openings are not used come first
  const others = inTurn([...later.slice(half), ...later.slice(0, half)]);
  const chosen = [...openings.slice(0, half), ...others.slice(0, count - half)];
  return [...chosen, ...openings.slice(half, half + count - chosen.length)];
};

/** Primers: up to `perComposer` passages of each composer, without a player's part. */
export const choosePrimers = (works: readonly EncodedWork[], seed: number, perComposer: number): Excerpt[] => {
  const random = seedRandom(seed);
  const composers = [...new Set(works.map(({ composer }) => composer))];
  return composers.flatMap((composer) =>
    ofOneComposer(
      works.filter((work) => work.composer === composer),
      random,
      perComposer,
    ),
  );
};
