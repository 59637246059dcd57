import { describe, expect, it } from 'vitest';
import { struckInPiece } from '../../src/encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../src/encoding/memorisation/verbatim-run.js';
import { anyOf } from '../../src/model/checkpoint/bloom-filter.js';
import { ngramIndex } from '../../src/training/ngram-index.js';
import { madePiece } from '../cli/made-music.js';

const walk = (seed: number) => struckInPiece(madePiece(seed, 300));

describe('grams that were learned', () => {
  it('know every work from its first note to its last, and other music hardly', () => {
    const learned = anyOf(ngramIndex([walk(1), walk(2)]));
    expect(longestVerbatimRun(walk(1), learned)).toBe(300);
    expect(longestVerbatimRun(walk(2), learned)).toBe(300);
    expect(longestVerbatimRun(walk(3), learned)).toBeLessThan(16);
  });

  it('are added to those of a model before, and only what it does not know', () => {
    const before = ngramIndex([walk(1)]);
    const after = ngramIndex([walk(1), walk(2)], before);
    expect(after).toHaveLength(2);
    expect(after[1].bytes.length).toBeLessThan(1.1 * before[0].bytes.length);
    expect(longestVerbatimRun(walk(1), anyOf(after))).toBe(300);
    expect(longestVerbatimRun(walk(2), anyOf(after))).toBe(300);
    expect(ngramIndex([walk(1)], before)).toEqual(before);
  });

  it('of no music are none', () => {
    expect(ngramIndex([])).toEqual([]);
  });
});
