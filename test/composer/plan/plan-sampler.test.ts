import { describe, expect, it } from 'vitest';
import {
  PlanSampler,
  sampledPlan,
  endWithin,
  type PlanRequest,
  type PlanState,
} from '../../../src/composer/plan/plan-sampler.js';
import { parseForm } from '../../../src/composer/plan/plan-form.js';
import { planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import { fieldsBefore, type FieldPlace } from '../../../src/model/networks/network-config.js';
import { seedRandom, type RandomSource } from '../../../src/shared/random-source.js';
import { FakeModel, certainOf, indifferent, type Opinion } from '../fake-model.js';

const COMMON = { numerator: 4, denominator: 4 };
const request: PlanRequest = { tonic: 2, mode: 'major', metre: COMMON };

const drawerOf = (opinion: Opinion = indifferent) => new PlanSampler(new FakeModel(planEventsSchema, opinion));

/** All bars to the end, or so many. */
const drawAll = async (
  drawer: PlanSampler,
  standing: PlanState,
  random: RandomSource,
  most = Infinity,
): Promise<PlanState> => {
  let latest = standing;
  for (let bar = 0; bar < most; bar++) {
    const drawn = await drawer.next(latest, random);
    if (!drawn) break;
    latest = drawn.standing;
  }
  return latest;
};

const planFor = async (wanted: PlanRequest, seed = 1, opinion?: Opinion) => {
  const drawer = drawerOf(opinion);
  const random = seedRandom(seed);
  return sampledPlan(await drawAll(drawer, await drawer.begin(wanted, random), random));
};

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

describe('drawing a plan', () => {
  it('draws as many bars as were asked for, and slots that cover them', async () => {
    const { bars, slots } = await planFor({ ...request, bars: 24 });
    expect(bars).toHaveLength(24);
    expect(slots[0].step).toBe(0);
    slots.slice(1).forEach((slot, i) => expect(slot.step).toBe(slots[i].step + slots[i].steps));
    expect(slots.at(-1)!.step + slots.at(-1)!.steps).toBe(24 * 192);
  });

  it.each([[[0, 3]], [[2]], [[2, 3, 5]]])(
    'says no bar again for ever, whatever the network would (lags %j)',
    async (lags) => {
      const { bars } = await planFor({ ...request, bars: 60 }, 1, certainOf({ kind: [1, 4], lag: lags }));
      const origin = (index: number): number => {
        const { kind, reference, shift } = bars[index];
        return (kind === 'exact' || kind === 'varied') && shift === 0 ? origin(reference) : index;
      };
      const origins = bars.map((_, i) => origin(i));
      bars.slice(0, -2).forEach((_, i) => {
        const latest = origins.slice(Math.max(0, i - 12), i + 1);
        expect(latest.filter((one) => one === origins[i]).length).toBeLessThanOrEqual(5);
      });
      expect(new Set(origins).size).toBeLessThan(bars.length);
    },
  );

  it.each(SEEDS)('ends with dominant and tonic, the bass on the tonic (seed %i)', async (seed) => {
    const { bars, slots } = await planFor({ ...request, mode: 'minor', bars: 12 }, seed);
    expect(bars.at(-1)).toMatchObject({ cadence: 'final', phraseLeft: 0 });
    expect(slots.at(-1)).toMatchObject({ bass: 2, tonic: 2 });
    expect([2 * 9, 2 * 9 + 1]).toContain(slots.at(-1)!.chord);
    const roots = slots.slice(-7).map(({ chord }) => Math.floor(chord / 9));
    expect(roots).toContain(9);
  });

  it.each(SEEDS)('is back in its own key eight bars before the end, but where it repeats (seed %i)', async (seed) => {
    const { bars, slots } = await planFor({ ...request, bars: 24 }, seed);
    const isNew = bars.slice(-8).filter(({ kind }) => kind === 'new' || kind === 'rhythm');
    for (const { step, steps } of isNew) {
      const own = slots.filter((slot) => slot.step >= step && slot.step < step + steps);
      for (const slot of own) expect(slot).toMatchObject({ tonic: 2, mode: 'major' });
    }
    expect(slots.filter(({ step }) => step < 16 * 192).some(({ tonic }) => tonic !== 2)).toBe(true);
  });

  it('draws the same plan from the same seed, and another from another', async () => {
    const [first, again, other] = await Promise.all([5, 5, 6].map((seed) => planFor({ ...request, bars: 16 }, seed)));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('can go back to an earlier bar', async () => {
    const drawer = drawerOf();
    const random = seedRandom(3);
    const four = await drawAll(drawer, await drawer.begin({ ...request, bars: 12 }, random), random, 4);
    const before = structuredClone(sampledPlan(four));
    await drawAll(drawer, four, seedRandom(4));
    expect(sampledPlan(four)).toEqual(before);
    const [one, two] = await Promise.all([4, 4].map((seed) => drawAll(drawer, four, seedRandom(seed))));
    expect(sampledPlan(one)).toEqual(sampledPlan(two));
  });

  it('copies harmony and outer notes where a bar repeats another, transposed as the bar is', async () => {
    const always = certainOf({ kind: [2], lag: [2], shift: [27] });
    const { bars, slots } = await planFor({ ...request, bars: 6 }, 2, always);
    const [from, to] = [0, 1].map((bar) => slots.filter(({ step }) => Math.floor(step / 192) === bar));
    expect(bars[1]).toMatchObject({ kind: 'shifted', reference: 0, shift: 3 });
    expect(to.map(({ steps, top }) => [steps, top])).toEqual(
      from.map(({ steps, top }) => [steps, top < 0 ? top : top + 3]),
    );
    expect(to.map(({ bass }) => bass)).toEqual(from.map(({ bass }) => (bass === 12 ? 12 : (bass + 3) % 12)));
  });

  it.each(SEEDS)('keeps its phrases whole (seed %i)', async (seed) => {
    const { bars } = await planFor({ ...request, bars: 32 }, seed);
    bars.slice(1).forEach((bar, i) => {
      if (bars[i].phraseLeft > 0) expect(bar.phraseLeft).toBe(bars[i].phraseLeft - 1);
      if (bars[i].phraseLeft > 0) expect(bar.cadence).toBe(bars[i].cadence);
    });
  });

  it('follows a form: sections where they are written, and their returns from the same bars', async () => {
    const { bars } = await planFor({ ...request, form: parseForm('A4 A4 B4 A4') });
    expect(bars.map(({ section }) => section)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
    expect(bars.flatMap(({ sectionStart }, i) => (sectionStart ? [i] : []))).toEqual([0, 4, 8, 12]);
    expect([4, 5, 6, 7].map((bar) => bars[bar].reference)).toEqual([0, 1, 2, 3]);
    expect([12, 13, 14, 15].map((bar) => bars[bar].reference)).toEqual([4, 5, 6, 7]);
  });

  it('goes on without end while the length is open, and ends when it is asked to', async () => {
    const drawer = drawerOf();
    const random = seedRandom(9);
    const open = await drawAll(drawer, await drawer.begin(request, random), random, 40);
    expect(open.cursor.bars).toHaveLength(40);
    const ended = await drawAll(drawer, endWithin(open, 6), random);
    const { bars, slots } = sampledPlan(ended);
    expect(bars.length).toBeGreaterThan(40);
    expect(bars.length).toBeLessThanOrEqual(46);
    expect(bars.at(-1)).toMatchObject({ cadence: 'final', phraseLeft: 0 });
    expect(slots.at(-1)).toMatchObject({ bass: 2 });
    expect(await drawer.next(ended, random)).toBeUndefined();
  });

  it('goes on from what was played: later bars can refer to it', async () => {
    const played = await planFor({ ...request, bars: 4 }, 7, certainOf({ kind: [0] }));
    const drawer = drawerOf(certainOf({ kind: [1], lag: [4] }));
    const random = seedRandom(1);
    const standing = await drawer.after(played, { ...request, bars: 10 }, random);
    const drawn = await drawer.next(standing, random);
    expect(drawn?.bar).toMatchObject({ kind: 'exact', reference: 1, step: 4 * 192 });
    expect(drawn?.standing.barsToCome).toBe(5);
  });

  it('knows before each field what its row will say in the end, as in learning', async () => {
    const asked: { readonly place: FieldPlace; readonly row: Int32Array; readonly heard: number }[] = [];
    const model = new FakeModel(planEventsSchema, indifferent);
    const drawer = new PlanSampler({
      config: model.config,
      advance: (row) => model.advance(row),
      logits: (state, place, row) => {
        asked.push({ place, row: row.slice(), heard: model.heard.length });
        return model.logits(state, place, row);
      },
      blend: () => 0,
      close: async () => {},
    });
    const random = seedRandom(11);
    await drawAll(drawer, await drawer.begin({ ...request, bars: 16 }, random), random);
    for (const { place, row, heard } of asked) {
      const columns = fieldsBefore(planEventsSchema, place.index).map(({ index }) => index);
      const known = (ids: Int32Array) => columns.map((column) => ids[column]);
      expect(known(row), place.field.name).toEqual(known(model.heard[heard]));
    }
  });

  it('chooses metre and mode by itself where nothing is asked', async () => {
    const drawer = drawerOf(certainOf({ pieceMetre: [1], pieceMode: [1] }));
    const { metre, cursor } = await drawer.begin({ tonic: 0 }, seedRandom(1));
    expect(metre).toEqual({ numerator: 3, denominator: 4 });
    expect(cursor.about.mode).toBe('minor');
  });

  it('keeps the outer notes on the keyboard, the lowest below the highest', async () => {
    for (const seed of SEEDS) {
      const { slots } = await planFor({ ...request, bars: 24 }, seed);
      for (const { top, low } of slots) {
        expect(top < 0).toBe(low < 0);
        expect(low).toBeLessThanOrEqual(top);
        expect(top).toBeLessThanOrEqual(100);
      }
    }
  });
});
