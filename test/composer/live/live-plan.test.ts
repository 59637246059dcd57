import { describe, expect, it } from 'vitest';
import { LivePlan, type LivePlanRequest } from '../../../src/composer/live/live-plan.js';
import type { PlanModel } from '../../../src/composer/plan/plan-model.js';
import { meterSpan } from '../../../src/encoding/shared/meter-span.js';
import { durationIdOf } from '../../../src/encoding/vocabulary/duration.js';
import { DAEMON_ID, PLAYER_ID, absentIn } from '../../../src/encoding/piano/piano-schema.js';
import { planColumn, planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import { unplanned } from '../../../src/encoding/plan/told-plan.js';
import { velocityIdOf } from '../../../src/encoding/vocabulary/velocity.js';
import { FakeModel, indifferent } from '../fake-model.js';

const network = new FakeModel(planEventsSchema, indifferent);
const model: PlanModel = { model: network, composers: ['Bach', 'Liszt'] };
const asked = (about: Partial<LivePlanRequest> = {}): LivePlanRequest => ({
  composer: 'Bach',
  piece: 0,
  metres: [meterSpan(0, { numerator: 4, denominator: 4 })],
  ...about,
});

/** A quarter of the daemon's, or of the player's with a number. */
const note = (step: number, what: number, heardId?: number) => ({
  step,
  what,
  duration: durationIdOf(480),
  velocity: velocityIdOf(64),
  tempo: absentIn('tempo'),
  who: heardId === undefined ? DAEMON_ID : PLAYER_ID,
  ...(heardId === undefined ? {} : { heardId }),
});

describe('the plan of a performance', () => {
  it('is none without a network that draws one', async () => {
    expect(await new LivePlan(1).planFor(undefined, asked(), [], 0, 0)).toBe(unplanned);
  });

  it('stays as it is while the daemon plays alone', async () => {
    const plan = new LivePlan(1);
    const early = await plan.planFor(model, asked(), [], 0, 0);
    const played = Array.from({ length: 16 }, (_, i) => note(48 * i, 60 + i));
    const late = await plan.planFor(model, asked(), played, 4 * 192, 16);

    expect(late.plan.bars.slice(0, early.plan.bars.length)).toEqual(early.plan.bars);
    expect(late.plan.bars.length).toBeGreaterThan(early.plan.bars.length);
  });

  it('is drawn anew from the bar in hand for another composer, another key, another metre', async () => {
    const played = Array.from({ length: 32 }, (_, i) => note(48 * i, 60 + (i % 5)));
    const changes = [
      asked({ composer: 'Liszt' }),
      asked({ key: { tonic: 3, mode: 'minor' } }),
      asked({ metres: [...asked().metres, meterSpan(8 * 192, { numerator: 3, denominator: 4 })] }),
    ];
    for (const changed of changes) {
      const plan = new LivePlan(1);
      const before = await plan.planFor(model, asked(), played, 8 * 192, 32);
      const after = await plan.planFor(model, changed, played, 8 * 192 + 10, 33);
      expect(after.plan.bars.slice(0, 8)).toEqual(before.plan.bars.slice(0, 8));
      expect(after.plan.bars[8].step).toBe(8 * 192);
      expect(network.heard.at(-1)?.[planColumn.composer]).toBe(changed.composer === 'Liszt' ? 1 : 0);
      if (changed.key) expect(after.plan).toMatchObject(changed.key);
      if (changed === changes[2]) expect(after.plan.bars[8].steps).toBe(144);
    }
  });

  it('does not grow for ever, and goes on where it was', async () => {
    const plan = new LivePlan(1);
    const barAt = async (bar: number) => {
      const told = await plan.planFor(model, asked(), [], bar * 192, bar);
      return told.plan.bars.find(({ step }) => step === bar * 192);
    };
    let most = 0;
    for (let bar = 0; bar < 700; bar++) {
      expect(await barAt(bar)).toBeDefined();
      most = Math.max(most, (await plan.planFor(model, asked(), [], bar * 192, bar)).plan.bars.length);
    }
    expect(most).toBeLessThan(600);
  });

  it('leaves harmony and melody to the music while a player plays along', async () => {
    const plan = new LivePlan(1);
    const beside = await plan.planFor(model, asked(), [note(190, 60, 0)], 240, 0);
    expect(beside.parts).toMatchObject({ harmony: false, contour: false, references: false, sounding: true });
    const alone = await plan.planFor(model, asked(), [note(190, 60, 0)], 190 + 97, 1);
    expect(alone.parts).toMatchObject({ harmony: true, contour: true, references: true });
  });

  it('takes up what a player has played: its bars are those, and its key theirs', async () => {
    const plan = new LivePlan(1);
    await plan.planFor(model, asked(), [], 0, 0);
    // i, iv, V, i in A minor, a bar each
    const chords = [
      [57, 60, 64],
      [57, 62, 65],
      [56, 59, 64],
      [57, 60, 64],
    ];
    const phrase = chords.flatMap((chord, bar) =>
      [0, 48, 96, 144].flatMap((place) =>
        chord.map((pitch, i) => note(192 * bar + place, pitch, 12 * bar + place + i)),
      ),
    );
    const told = await plan.planFor(model, asked(), phrase, 4 * 192 + 60, 1);

    expect(told.plan).toMatchObject({ tonic: 9, mode: 'minor' });
    expect(told.plan.bars[4].step).toBe(4 * 192);
    expect(told.plan.slots[0]).toMatchObject({ chord: 9 * 9 + 1, top: 64, low: 57 });
  });
});
