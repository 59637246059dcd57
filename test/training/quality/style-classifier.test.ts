import { describe, expect, it } from 'vitest';
import { nextInt, seedRandom, type RandomSource } from '../../../src/shared/random-source.js';
import { learnStyles, namedComposer, type StyleExample } from '../../../src/training/quality/style-classifier.js';
import { styleFeatures } from '../../../src/training/quality/style-features.js';
import { crossValidate, meanShare, nameAll } from '../../../src/training/quality/cross-validation.js';
import { note, passageOf } from './made-passages.js';

/** Quarters that walk by steps, or eighths that leap. */
const music = (leaps: boolean, random: RandomSource) =>
  passageOf(
    8,
    Array.from({ length: leaps ? 64 : 32 }, (_, i) =>
      note(leaps ? i / 2 : i, 60 + (leaps ? 4 : 1) * nextInt(random, 5), leaps ? 0.5 : 1),
    ),
  );

const examples = (works: number, seed: number): StyleExample[] => {
  const random = seedRandom(seed);
  return Array.from({ length: works }, (_, work) =>
    [true, false].map((leaps) => ({
      features: styleFeatures(music(leaps, random)),
      composer: leaps ? 'Leaper' : 'Walker',
      work: `${work} ${leaps}`,
    })),
  ).flat();
};

describe('the classifier of composers', () => {
  it('names the composer of music that it has not heard', () => {
    const classifier = learnStyles(examples(8, 1), seedRandom(1));
    const unheard = examples(8, 2);

    expect(meanShare(nameAll(classifier, unheard))).toBe(1);
    expect(namedComposer(classifier, unheard[0].features)).toBe('Leaper');
    const probabilities = classifier.probabilities(unheard[0].features);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1);
  });

  it('is the same for the same seed', () => {
    const [a, b] = [1, 1].map((seed) => learnStyles(examples(4, 1), seedRandom(seed)));
    const { features } = examples(1, 3)[0];
    expect(a.probabilities(features)).toEqual(b.probabilities(features));
  });

  it('cannot name in a cross-validation what only the work would tell', () => {
    // Composers by chance: the passages of a work are alike, its composer has nothing to do with them.
    const random = seedRandom(5);
    const chance: StyleExample[] = Array.from({ length: 40 }, (_, work) => {
      const features = styleFeatures(music(work % 4 < 2, random));
      return Array.from({ length: 5 }, () => ({ features, composer: work % 2 === 0 ? 'A' : 'B', work: String(work) }));
    }).flat();

    const trial = crossValidate(chance, 1);
    expect([...trial.values()].map(({ passages }) => passages)).toEqual([100, 100]);
    expect(meanShare(trial)).toBeLessThan(0.75);
    expect(meanShare(nameAll(learnStyles(chance, seedRandom(1)), chance))).toBeGreaterThan(meanShare(trial));
  });

  it('hears no key, loudness or tempo: only the register moves with the pitch', () => {
    const walk = music(false, seedRandom(1));
    const moved = styleFeatures({
      ...walk,
      notes: walk.notes.map((played) => ({ ...played, pitch: played.pitch + 3, velocity: 100 })),
    });
    const without = (features: ReadonlyMap<string, number>) =>
      [...features].filter(([name]) => !name.startsWith('register '));
    expect(without(moved)).toEqual(without(styleFeatures(walk)));
  });
});
