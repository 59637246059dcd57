import { describe, expect, it } from 'vitest';
import { planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import type { PlanModel } from '../../../src/composer/plan/plan-model.js';
import { planPiece, type PlannedPiece } from '../../../src/composer/plan/plan-piece.js';
import { FakeModel, indifferent } from '../fake-model.js';

const model = (): PlanModel => ({ model: new FakeModel(planEventsSchema, indifferent), composers: ['Bach'] });
const COMMON = { numerator: 4, denominator: 4 };
const piece = (about: Partial<PlannedPiece> = {}): PlannedPiece => ({
  composer: 'Bach',
  seed: 3,
  metre: COMMON,
  ...about,
});

describe('a plan that is drawn ahead', () => {
  it('is ahead of the music by some bars, and not by more', async () => {
    const ahead = await planPiece(model(), piece());
    await ahead.reach(0);
    const first = ahead.told.plan.bars.length;
    await ahead.reach(5 * 192);

    expect(first).toBeGreaterThan(4);
    expect(ahead.told.plan.bars.length).toBe(first + 5);
    expect(ahead.told.lastBar).toBe(-1);
  });

  it('is the same whenever its bars are drawn', async () => {
    const [little, much] = [await planPiece(model(), piece()), await planPiece(model(), piece())];
    for (let step = 0; step <= 20 * 192; step += 48) await little.reach(step);
    await much.reach(20 * 192);

    expect(little.told.plan).toEqual(much.told.plan);
  });

  it('of a known length knows its last bar and stops there', async () => {
    const ahead = await planPiece(model(), piece({ bars: 12 }));
    await ahead.reach(0);
    expect(ahead.told.lastBar).toBe(11);
    await ahead.reach(12 * 192);
    await ahead.reach(100 * 192);
    expect(ahead.told.plan.bars).toHaveLength(12);
    expect(ahead.told.plan.bars.at(-1)?.cadence).toBe('final');
  });

  it('ends within the bars that are wanted, and keeps what has begun', async () => {
    const ahead = await planPiece(model(), piece());
    await ahead.reach(6 * 192 + 10);
    const before = ahead.told.plan.bars.slice(0, 7);
    const ending = await ahead.ending({ step: 6 * 192 + 10, bars: 4 }, 6 * 192 + 10);
    await ending.reach(12 * 192);
    const { plan, lastBar } = ending.told;

    expect(plan.bars.slice(0, 7)).toEqual(before);
    expect(plan.bars.length).toBeGreaterThan(7);
    expect(plan.bars.length).toBeLessThanOrEqual(11);
    expect(lastBar).toBe(plan.bars.length - 1);
    expect(plan.bars.at(-1)?.cadence).toBe('final');
  });

  it('goes on from music that was played, in its key', async () => {
    const first = await planPiece(model(), piece({ bars: 8, key: { tonic: 4, mode: 'minor' } }));
    await first.reach(8 * 192);
    const ahead = await planPiece(model(), piece({ before: first.told.plan }));
    await ahead.reach(8 * 192);

    expect(ahead.told.plan.bars.slice(0, 8)).toEqual(first.told.plan.bars);
    expect(ahead.told.plan).toMatchObject({ tonic: 4, mode: 'minor' });
    expect(ahead.told.plan.bars[8].step).toBe(8 * 192);
  });
});
