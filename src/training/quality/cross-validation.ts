import { derivedRandom } from '../../shared/random-source.js';
import { learnStyles, namedComposer, type StyleClassifier, type StyleExample } from './style-classifier.js';

/** How often passages of a composer were classified correctly. */
export interface NamedShare {
  readonly passages: number;
  readonly right: number;
}

export type NamedShares = ReadonlyMap<string, NamedShare>;

/** Parts of a cross-validation. */
const FOLDS = 5;

/** Correctly classified passages by composer. */
export const nameAll = (classifier: StyleClassifier, examples: readonly StyleExample[]): NamedShares => {
  const shares = new Map<string, NamedShare>();
  for (const { features, composer } of examples) {
    const { passages, right } = shares.get(composer) ?? { passages: 0, right: 0 };
    const hit = namedComposer(classifier, features) === composer ? 1 : 0;
    shares.set(composer, { passages: passages + 1, right: right + hit });
  }
  return shares;
};

/** Each work's part: a composer's works are dealt out in turn, so that every part has some of each composer. */
const foldsOf = (examples: readonly StyleExample[]): ReadonlyMap<string, number> => {
  const folds = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const { composer, work } of examples) {
    if (folds.has(work)) continue;
    const next = taken.get(composer) ?? 0;
    folds.set(work, next % FOLDS);
    taken.set(composer, next + 1);
  }
  return folds;
};

const merged = (all: readonly NamedShares[]): NamedShares => {
  const sums = new Map<string, NamedShare>();
  for (const [composer, { passages, right }] of all.flatMap((shares) => [...shares])) {
    const before = sums.get(composer) ?? { passages: 0, right: 0 };
    sums.set(composer, { passages: before.passages + passages, right: before.right + right });
  }
  return sums;
};

/** Classifies every passage with a classifier trained on other works only. */
export const crossValidate = (examples: readonly StyleExample[], seed: number): NamedShares => {
  const folds = foldsOf(examples);
  return merged(
    Array.from({ length: FOLDS }, (_, fold) => {
      const isOut = ({ work }: StyleExample): boolean => folds.get(work) === fold;
      const learned = learnStyles(
        examples.filter((example) => !isOut(example)),
        derivedRandom(seed, fold),
      );
      return nameAll(learned, examples.filter(isOut));
    }),
  );
};

/** The mean over composers of the share classified correctly, 0–1: each composer has equal weight. */
export const meanShare = (shares: NamedShares): number =>
  [...shares.values()].reduce((sum, { passages, right }) => sum + right / passages, 0) / shares.size;
