import { describe, expect, it } from 'vitest';
import { decodeChorale, encodeChorale } from '../../../src/encoding/chorale/chorale-encoding.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { choraleDataset } from '../../../src/training/datasets/chorale-dataset.js';

const held = (soprano: number) => Array.from({ length: 40 }, () => [soprano, 67, 64, 48]);
const splits = { train: [held(72), held(74)], valid: [held(76)], test: [held(77)] };

describe('chorales as training music', () => {
  it('learns the train split, validates on the valid split, and never sees the test split', () => {
    const { training, validation, unit, countedFields } = choraleDataset(splits, 'file', 1);

    expect(training.map(decodeChorale)).toEqual(splits.train);
    expect(validation.map(decodeChorale)).toEqual(splits.valid);
    expect({ unit, countedFields }).toEqual({ unit: 'token', countedFields: ['pitch'] });
  });

  it('moves all voices of a chorale together, by at most a tritone', () => {
    const { augment } = choraleDataset(splits, 'file', 1);
    const shifts = Array.from({ length: 60 }, (_, seed) => {
      const [[soprano, alto, tenor, bass]] = decodeChorale(augment(encodeChorale(held(72)), seedRandom(seed)));
      expect([soprano - alto, alto - tenor, tenor - bass]).toEqual([5, 3, 16]);
      return soprano - 72;
    });

    expect(Math.max(...shifts.map(Math.abs))).toBeLessThanOrEqual(6);
    expect(new Set(shifts).size).toBeGreaterThan(5);
  });

  it('carries beginnings of two bars, from the train split only', () => {
    const { excerpts } = choraleDataset(splits, 'file', 1);

    expect(excerpts.map(({ source }) => source).sort()).toEqual(['train[0]', 'train[1]']);
    for (const { ids, source } of excerpts)
      expect(ids).toEqual([...encodeChorale(held(source === 'train[0]' ? 72 : 74).slice(0, 32)).ids]);
  });

  it('says what is missing', () => {
    expect(() => choraleDataset({ train: splits.train }, 'file', 1)).toThrow(/training needs both train and valid/);
  });
});
