import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackOffModel, type ScoringRule } from '../../../src/training/baselines/back-off-model.js';
import { BackOffField, type Context } from '../../../src/training/baselines/back-off-field.js';
import { isToyNote, toySchema, toySequence } from '../corpus/made-works.js';

const rule: ScoringRule = { schema: toySchema, isNote: isToyNote, countedFields: ['what', 'duration'] };
const previous: Context = [{ lag: 1, column: 0 }];
const previousTwo: Context = [
  { lag: 1, column: 0 },
  { lag: 2, column: 0 },
];
const tune = fc.array(fc.nat(98), { minLength: 1, maxLength: 30 });

describe('a back-off baseline', () => {
  it('spreads exactly one unit of belief over the values, in any context', () => {
    fc.assert(
      fc.property(tune, tune, (learned, heard) => {
        const counts = new BackOffField(toySchema, 0, [previousTwo, previous]);
        const { ids, length } = toySequence(learned);
        for (let row = 1; row < length; row++) counts.learn(ids, row);
        const total = Array.from({ length: 100 }, (_, value) => {
          const next = toySequence([...heard, value]);
          return Math.exp(-counts.nats(next.ids, next.length - 1, 3));
        }).reduce((sum, p) => sum + p, 0);
        expect(total).toBeCloseTo(1, 9);
      }),
    );
  });

  it('knows nothing before it has learned', () => {
    const { fields } = new BackOffModel(rule, {}).score([toySequence([60, 62])]);
    expect(fields.what).toBeCloseTo(Math.log(100));
    expect(fields.duration).toBeCloseTo(Math.log(10));
  });

  it('follows Witten and Bell: after 60 62 60 64 a 60 is half frequency, half novelty', () => {
    const counts = new BackOffField(toySchema, 0, []);
    const { ids, length } = toySequence([60, 62, 60, 64]);
    for (let row = 1; row < length; row++) counts.learn(ids, row);
    expect(Math.exp(-counts.nats(ids, 1, 1))).toBeCloseTo((2 + 3 / 100) / (4 + 3), 12);
  });

  it('foresees an alternation that frequency alone cannot', () => {
    const trill = toySequence(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 60 : 62)));
    const unigram = new BackOffModel(rule, {});
    const markov = new BackOffModel(rule, { what: [previousTwo, previous] });
    unigram.learn([trill]);
    markov.learn([trill]);
    expect(unigram.score([trill]).fields.what).toBeGreaterThan(Math.log(2));
    expect(markov.score([trill]).fields.what).toBeLessThan(0.1);
  });

  it('trusts its counts less when pieces repeat themselves but not each other', () => {
    const ostinato = (pitch: number) => toySequence(Array.from({ length: 50 }, (_, i) => pitch + (i % 2)));
    const works = Array.from({ length: 20 }, (_, i) => ostinato(4 * i));
    const model = new BackOffModel(rule, { what: [previous] });
    model.learn(works);
    const plain = new BackOffModel(rule, { what: [previous] });
    plain.learn(works.slice(0, 4)); // too few to hold any out: the weight stays that of Witten and Bell
    const unlike = toySequence(Array.from({ length: 50 }, (_, i) => 90 - ((i * 7) % 83)));
    expect(model.score([unlike]).fields.what).toBeLessThan(plain.score([unlike]).fields.what);
  });

  it('counts pedal moves beside the notes, never among them', () => {
    const model = new BackOffModel(rule, {});
    const scores = model.score([toySequence([60, 99, 62])]);
    expect(scores.notes).toBe(2);
    expect(scores.fields.what).toBeCloseTo(Math.log(100));
    expect(scores.fields.pedal).toBeCloseTo((Math.log(100) + Math.log(10)) / 2);
    expect(scores.natsPerNote).toBeCloseTo(Math.log(100) + Math.log(10));
  });
});
