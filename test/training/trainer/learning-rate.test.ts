import { expect, it } from 'vitest';
import { learningRateAt } from '../../../src/training/trainer/learning-rate.js';

const schedule = { peak: 1, warmupSteps: 10, finalShare: 0.1 };

it('rises in a line, falls in half a cosine, and stays at its end', () => {
  expect(learningRateAt(schedule, 0, 0)).toBeCloseTo(0.1);
  expect(learningRateAt(schedule, 4, 0)).toBeCloseTo(0.5);
  expect(learningRateAt(schedule, 10, 0)).toBeCloseTo(1);
  expect(learningRateAt(schedule, 99, 0.5)).toBeCloseTo(0.55);
  expect(learningRateAt(schedule, 99, 1)).toBeCloseTo(0.1);
  expect(learningRateAt(schedule, 99, 7)).toBeCloseTo(0.1);
});
