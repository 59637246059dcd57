import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/encoding/annotation/annotate.js';
import { latestBars } from '../../../src/encoding/plan/latest-bars.js';
import { barsOf, later, melody, together } from './made-plan-music.js';

const phrase = melody([
  [60, 1],
  [64, 1],
  [67, 1],
  [72, 1],
]);
const other = melody([
  [62, 2],
  [59, 2],
]);
/** A B A B, a bar each. */
const plan = annotate(together(phrase, later(other, 192), later(phrase, 384), later(other, 576)), barsOf(4));

describe('the latest bars of a plan', () => {
  it('are all of them where there are no more', () => {
    expect(latestBars(plan, 4 * 192, 8)).toEqual(plan);
  });

  it('end by the step, slots and bars alike', () => {
    const { bars, slots } = latestBars(plan, 3 * 192 + 10, 8);
    expect(bars).toEqual(plan.bars.slice(0, 3));
    expect(slots.at(-1)).toMatchObject({ step: 2 * 192 + 96 });
  });

  it('refer to each other as before, and to nothing that is gone', () => {
    expect(plan.bars.map(({ reference }) => reference)).toEqual([-1, -1, 0, 1]);
    const { bars, slots } = latestBars(plan, 4 * 192, 3);
    expect(bars.map(({ reference, kind }) => [reference, kind])).toEqual([
      [-1, 'new'],
      [-1, 'new'],
      [0, 'exact'],
    ]);
    expect([bars[0].step, slots[0].step]).toEqual([192, 192]);
  });
});
