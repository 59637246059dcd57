import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transposePlan } from '../../../src/encoding/plan/transpose-plan.js';
import type { MusicPlan, PlanBar, PlanSlot } from '../../../src/encoding/plan/music-plan.js';
import { decodePlan, encodePlan } from '../../../src/encoding/plan-events/plan-events.js';
import {
  planColumn,
  planEventsSchema,
  type PlanFieldName,
} from '../../../src/encoding/plan-events/plan-events-schema.js';
import { randomPlan } from '../plan/random-plans.js';
import { madeBar } from '../plan/made-plan.js';

const encoded = (plan: MusicPlan) => encodePlan(plan, { composer: 3, meterAt: () => 0 });

const bar = (index: number, changes: Partial<PlanBar> = {}): PlanBar =>
  madeBar(index, { density: 3, cadence: 'half', ...changes });

const slot = (index: number, changes: Partial<PlanSlot> = {}): PlanSlot => ({
  step: index * 192,
  steps: 192,
  chord: 0,
  bass: 0,
  tonic: 0,
  mode: 'major',
  top: 72,
  low: 48,
  ...changes,
});

const C_MAJOR = { tonic: 0, mode: 'major' as const };

const idIn = (plan: MusicPlan, row: number, name: PlanFieldName): number =>
  encoded(plan).ids[row * planEventsSchema.length + planColumn[name]];

describe('plans as rows', () => {
  it('tells every plan of the vocabulary again', () => {
    fc.assert(
      fc.property(randomPlan, (plan) => {
        expect(decodePlan(encoded(plan), plan.tonic)).toEqual(plan);
      }),
      { numRuns: 60 },
    );
  });

  it('has ids within every field', () => {
    fc.assert(
      fc.property(randomPlan, (plan) => {
        encoded(plan).ids.forEach((id, i) => {
          expect(id).toBeLessThanOrEqual(planEventsSchema[i % planEventsSchema.length].size);
          expect(id).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('tells a transposed plan by the same ids but for the registers', () => {
    const first = { bars: [bar(0), bar(1)], slots: [slot(0), slot(1, { chord: 7 * 9, bass: 7, top: 74 })], ...C_MAJOR };
    const registers = [planColumn.topRegister, planColumn.lowRegister, planColumn.topOctave, planColumn.lowOctave];
    const keyless = (plan: MusicPlan) =>
      [...encoded(plan).ids].filter((_, i) => !registers.includes(i % planEventsSchema.length));
    expect(keyless(transposePlan(first, 3))).toEqual(keyless(first));
  });

  it('names the lag that goes on, and the bar at the same place of an earlier section', () => {
    const bars = [
      bar(0),
      bar(1),
      bar(2, { section: 1, sectionStart: true }),
      bar(3, { section: 1, kind: 'exact', reference: 0 }),
      bar(4, { section: 0, sectionStart: true, kind: 'exact', reference: 0 }),
      bar(5, { kind: 'exact', reference: 1 }),
    ];
    const plan = { bars, slots: bars.map((_, i) => slot(i)), ...C_MAJOR };
    const lags = bars.map((_, i) => idIn(plan, i + 1, 'lag')).slice(3);
    expect(lags).toEqual([2 + 3 - 1, 1, 0]);
  });

  it('takes a bar that refers too far back for a new one', () => {
    const bars = Array.from({ length: 120 }, (_, i) => bar(i, i === 119 ? { kind: 'exact', reference: 2 } : {}));
    const plan = { bars, slots: bars.map((_, i) => slot(i)), ...C_MAJOR };
    expect(decodePlan(encoded(plan), 0).bars[119]).toMatchObject({ kind: 'new', reference: -1 });
  });

  it('knows the chord, bass and top note of a transposed repeat before they come', () => {
    const bars = [bar(0), bar(1, { kind: 'shifted', reference: 0, shift: 2 })];
    const there = slot(0, { chord: 9 * 9 + 1, bass: 0, top: 76, low: 45 });
    const here = slot(1, { chord: 11 * 9 + 1, bass: 2, top: 78, low: 47 });
    const plan = { bars, slots: [there, here], ...C_MAJOR };
    for (const name of ['root', 'quality', 'bass', 'top', 'topOctave', 'low', 'lowOctave'] as const) {
      const known = `there${name[0].toUpperCase()}${name.slice(1)}` as PlanFieldName;
      expect(idIn(plan, 2, known), name).toBe(idIn(plan, 2, name));
    }
  });

  it('leaves the bars to come untold while the length is open', () => {
    const plan = { bars: [bar(0), bar(1)], slots: [slot(0), slot(1)], ...C_MAJOR };
    const { ids } = encodePlan(plan, { composer: 3, tellsLength: (index) => index > 0 });
    const left = [1, 2].map((row) => ids[row * planEventsSchema.length + planColumn.barsLeft]);
    expect(left).toEqual([planEventsSchema[planColumn.barsLeft].size, 0]);
  });
});
