import { describe, expect, it } from 'vitest';
import { COMPOSER_SLOTS } from '../../../src/encoding/piano/piano-schema.js';
import { decodePlan } from '../../../src/encoding/plan-events/plan-events.js';
import {
  planColumn,
  planEventsSchema,
  type PlanFieldName,
} from '../../../src/encoding/plan-events/plan-events-schema.js';
import { planOfRows } from '../../../src/encoding/plan/plan-of-rows.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { planMarkov, planUnigram } from '../../../src/training/baselines/plan-baselines.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';
import { encodeMidi } from '../../../src/training/corpus/piece-encoder.js';
import { planDataset } from '../../../src/training/datasets/plan-dataset.js';
import { madePiece } from '../../cli/made-music.js';

const work = (seed: number): EncodedWork => {
  const loaded = encodeMidi(writeMidi(madePiece(seed, 120)));
  if (loaded.kind === 'rejected') throw new Error(loaded.reason);
  return { ...loaded.piece, name: `Czerny/${seed}.mid`, composer: 'Czerny', contentHash: String(seed) };
};

const works = [1, 2, 3, 4].map(work);
const split = { training: works.slice(0, 3), validation: works.slice(3), unit: 'work' as const };
const music = planDataset('base-plan', ['Bach', 'Czerny'], split, 'made music');

const idsOf = ({ ids, length }: EventSequence, field: PlanFieldName): number[] =>
  Array.from({ length: length - 1 }, (_, i) => ids[(i + 1) * planEventsSchema.length + planColumn[field]]);

const heard = Array.from({ length: 80 }, (_, seed) => music.augment(music.training[0], seedRandom(seed)));

describe('plans as training music', () => {
  it('are those of the works, a row a slot', () => {
    const plan = planOfRows(works[0].sequence);
    expect(music.training).toHaveLength(3);
    expect(decodePlan(music.training[0], plan.tonic)).toEqual(plan);
  });

  it('sometimes do not tell the composer', () => {
    const composers = heard.map((rows) => new Set(idsOf(rows, 'composer')));
    expect(new Set(composers.flatMap((ids) => [...ids]))).toEqual(new Set([1, COMPOSER_SLOTS]));
    for (const ids of composers) expect(ids.size).toBe(1);
  });

  it('sometimes leave the length open, to the end or until it is near', () => {
    const open = planEventsSchema[planColumn.barsLeft].size;
    const told = heard.map((rows) => idsOf(rows, 'barsLeft').map((id) => id < open));
    const kinds = told.map((one) => (one.every(Boolean) ? 'told' : one.some(Boolean) ? 'late' : 'open'));
    expect(new Set(kinds)).toEqual(new Set(['told', 'late', 'open']));
    for (const one of told) expect(one.indexOf(true) < 0 || one.slice(one.indexOf(true)).every(Boolean)).toBe(true);
  });

  it('keep their harmony in every register', () => {
    for (const rows of heard) expect(idsOf(rows, 'root')).toEqual(idsOf(music.training[0], 'root'));
    expect(new Set(heard.map((rows) => idsOf(rows, 'topRegister').join())).size).toBeGreaterThan(1);
  });
});

it('is foreseen better by what came before than by frequency', () => {
  const [unigram, markov] = [planUnigram(), planMarkov()].map((model) => {
    model.learn(music.training);
    return model.score(music.training).natsPerNote;
  });
  expect(markov).toBeLessThan(unigram);
});
