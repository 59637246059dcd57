import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../src/model/checkpoint/model-card.js';
import { sittingFrom, sittingSeed } from '../../src/training/sittings.js';

const training = { works: 1, notes: 2, passes: 3, seconds: 4, seed: 5, engine: 'none', provenance: '' };
const card = (about: Partial<ModelCard['training']>) => ({ training: { ...training, ...about } });

describe('sittings', () => {
  it('are counted from the first, from nothing, on', () => {
    expect(sittingFrom(undefined)).toBe(1);
    expect(sittingFrom(card({ sittings: 1 }))).toBe(2);
    expect(sittingFrom(card({ sittings: 6, from: 'base' }))).toBe(7);
  });

  it('of models of before they were counted are one or two', () => {
    expect(sittingFrom(card({}))).toBe(2);
    expect(sittingFrom(card({ from: 'base' }))).toBe(3);
  });

  it('draw on chance of their own, the same for the same seed and number', () => {
    expect(sittingSeed(7, 1)).toBe(7);
    const seeds = [1, 2].flatMap((seed) => [1, 2, 3, 4, 5].map((sitting) => sittingSeed(seed, sitting)));
    expect(new Set(seeds).size).toBe(seeds.length);
    expect([1, 2].flatMap((seed) => [1, 2, 3, 4, 5].map((sitting) => sittingSeed(seed, sitting)))).toEqual(seeds);
  });
});
