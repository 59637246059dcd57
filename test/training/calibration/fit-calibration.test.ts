import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterEvent, afterIngesting } from '../../../src/composer/piano/continuation-state.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { sampleEvent } from '../../../src/composer/piano/event-sampler.js';
import type { Calibration } from '../../../src/encoding/calibration/calibration.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { unplanned } from '../../../src/encoding/plan/told-plan.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { allFeatures, countChoices, noChoices } from '../../../src/training/calibration/choice-counts.js';
import { adjustCalibration, calibrationDivergence } from '../../../src/training/calibration/fit-calibration.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { FakeModel, indifferent } from '../../composer/fake-model.js';
import { scalePiece, scaleSeed } from '../../composer/seeds.js';

const INTERVALS = 'melodic interval';

const counted = (rows: EventSequence) => {
  const counts = noChoices();
  countChoices(counts, planningSchema, { rows, told: unplanned }, () => true);
  return counts;
};

/** What a network without any opinion writes with a calibration. */
const write = async (calibration: Calibration, events: number): Promise<EventSequence> => {
  const model = new FakeModel(planningSchema, indifferent);
  const sampling = { temperature: 1, topP: 1, topK: Infinity };
  const options = { model, bounds: pianoConstraints, sampling, random: seedRandom(5), calibration };
  const seed = scaleSeed();
  const rows = [seed.ids.slice(0, pianoSchema.length)];
  let state = await afterIngesting(options, { length: 1, ids: rows[0] });
  for (let i = 0; i < events; i++) {
    const row = await sampleEvent(options, state);
    state = await afterEvent(options, state, row);
    rows.push(row.slice());
  }
  const ids = new Int32Array(rows.length * pianoSchema.length);
  rows.forEach((row, i) => ids.set(row, i * pianoSchema.length));
  return { length: rows.length, ids };
};

/** Counts of one feature, all of its outcomes in its first context. */
const countsOf = (name: string, values: readonly number[]) => {
  const counts = noChoices();
  counts[name].set(values);
  return counts;
};

describe('counting choices', () => {
  it('of a scale in quarters finds steps of a semitone up', () => {
    const counts = counted(scaleSeed())[INTERVALS];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(counts[14]).toBe(7); // a semitone up, after a wait
  });
});

describe('fitting a calibration', () => {
  it('leaves everything as it is where both kinds of music agree', () => {
    const counts = counted(scaleSeed());
    expect(
      Object.values(adjustCalibration({}, counts, counts))
        .flat(2)
        .every((weight) => weight === 0),
    ).toBe(true);
    for (const nats of calibrationDivergence(counts, counts).values()) expect(nats).toBeCloseTo(0, 12);
  });

  it('raises what is too seldom, lowers what is too frequent, and never beyond two nats', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), fc.integer({ min: -2, max: 2 }), (of, at) => {
        const [real, written] = [countsOf(INTERVALS, of.slice(0, 2)), countsOf(INTERVALS, of.slice(2))];
        const before = { [INTERVALS]: [Array<number>(28).fill(at)] };
        const [first, second] = adjustCalibration(before, real, written)[INTERVALS][0];
        const isMoreReal = of[0] / (of[0] + of[1] || 1) > of[2] / (of[2] + of[3] || 1);
        if (of[0] + of[1] > 0 && of[2] + of[3] > 0) expect(isMoreReal ? first >= at : first <= at).toBe(true);
        for (const weight of [first, second]) expect(Math.abs(weight)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('brings what a network writes close to the real music in a few rounds', async () => {
    const real = counted(encodePiece(scalePiece(4, 4, 40)));
    let calibration: Calibration = {};
    const first = calibrationDivergence(real, counted(await write(calibration, 200)));
    for (let round = 0; round < 5; round++) {
      calibration = adjustCalibration(calibration, real, counted(await write(calibration, 200)));
    }
    const last = calibrationDivergence(real, counted(await write(calibration, 200)));
    for (const name of [INTERVALS, 'wait after a wait']) {
      expect(last.get(name)!, name).toBeLessThan(0.5 * first.get(name)!);
    }
  });

  it('has features of different names', () => {
    expect(new Set(allFeatures.map(({ name }) => name)).size).toBe(allFeatures.length);
  });
});
