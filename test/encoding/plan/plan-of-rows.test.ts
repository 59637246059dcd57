import { describe, expect, it } from 'vitest';
import { meterSpan } from '../../../src/encoding/shared/meter-span.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { barLinesOf, planOfRows } from '../../../src/encoding/plan/plan-of-rows.js';
import { madePiece } from '../../cli/made-music.js';

const spanOf = (step: number, numerator: number, denominator: number) => meterSpan(step, { numerator, denominator });

describe('the bars of a sequence', () => {
  it('reach as far as its notes', () => {
    expect(barLinesOf([spanOf(0, 3, 4)], 150).map(({ step }) => step)).toEqual([0, 144]);
    expect(barLinesOf([spanOf(0, 4, 4)], -1)).toEqual([]);
  });

  it('are cut short where the metre changes', () => {
    const bars = barLinesOf([spanOf(0, 4, 4), spanOf(240, 2, 4)], 300);
    expect(bars.map(({ step, steps }) => [step, steps])).toEqual([
      [0, 192],
      [192, 48],
      [240, 96],
    ]);
  });

  it('have beats of a quarter, of a dotted quarter in compound metres, else of an eighth', () => {
    const beatOf = (numerator: number, denominator: number) =>
      barLinesOf([spanOf(0, numerator, denominator)], 0)[0].beatSteps;
    expect([beatOf(4, 4), beatOf(2, 2), beatOf(6, 8), beatOf(3, 8), beatOf(5, 8)]).toEqual([48, 48, 72, 24, 24]);
  });
});

it('annotates every bar of a sequence, from its first note to its last', () => {
  const { bars, slots } = planOfRows(encodePiece(madePiece(1, 60)));
  expect(bars.length).toBeGreaterThan(2);
  expect(slots[0].step).toBe(bars[0].step);
  expect(slots.at(-1)!.step + slots.at(-1)!.steps).toBe(bars.at(-1)!.step + bars.at(-1)!.steps);
});

it('has an empty plan for no notes', () => {
  expect(planOfRows({ length: 1, ids: Int32Array.of(2, 90, 0, 0, 0, 64, 8, 130, 90, 32, 32) }).bars).toEqual([]);
});
