import { gramsIn } from '../encoding/memorisation/note-grams.js';
import type { StruckNote } from '../encoding/memorisation/note-onset.js';
import { anyOf, BloomFilter } from '../model/checkpoint/bloom-filter.js';

/** The index for detecting quotations: all grams of the works, and those of the initial model. */
export const ngramIndex = (
  works: Iterable<Iterable<StruckNote>>,
  before: readonly BloomFilter[] = [],
): readonly BloomFilter[] => {
  const known = anyOf(before);
  const fresh = new Set<number>();
  for (const notes of works) for (const gram of gramsIn(notes)) if (!known.has(gram)) fresh.add(gram);
  return fresh.size === 0 ? before : [...before, BloomFilter.of(fresh)];
};
