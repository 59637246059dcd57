import { describe, expect, it } from 'vitest';
import { fieldSampling } from '../../../src/composer/piano/field-sampling.js';

describe('how fields are drawn', () => {
  const general = { temperature: 1.2, topP: 0.9, topK: Infinity };

  it('keeps more of what is rare in rhythm than in general', () => {
    const { fields, topP } = fieldSampling(general);
    expect(topP).toBe(0.9);
    expect(fields?.wait?.topP).toBeCloseTo(0.95);
    expect(fields?.duration?.topP).toBeCloseTo(0.95);
  });

  it('has everything certain at temperature 0', () => {
    const { fields, repeats } = fieldSampling({ ...general, temperature: 0 });
    expect([fields?.wait?.temperature, repeats?.temperature]).toEqual([0, 0]);
  });

  it('repeats literally at variation 0, and as freely as anything else at 1', () => {
    expect(fieldSampling(general, 0).repeats?.temperature).toBe(0);
    expect(fieldSampling(general, 1).repeats?.temperature).toBe(1.2);
  });
});
