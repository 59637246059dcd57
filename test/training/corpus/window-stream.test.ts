import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { nextInt } from '../../../src/shared/random-source.js';
import { evaluationWindows } from '../../../src/training/corpus/evaluation-windows.js';
import type { WindowBatch } from '../../../src/training/corpus/window-batch.js';
import { WindowStream, type WindowStreamOptions } from '../../../src/training/corpus/window-stream.js';
import { isToyNote, toySchema, toySequence } from './made-works.js';

const shape = { schema: toySchema, isNote: isToyNote };

/** Work `w` holds the notes 10w, 10w+1, …, so that every target names its work and place. */
const namedWorks = (lengths: readonly number[]): EventSequence[] =>
  lengths.map((length, w) => toySequence(Array.from({ length }, (_, i) => 10 * w + i)));

/** The targets of row `row` in a batch, padding left out. */
const rowTargets = (batch: WindowBatch, row: number, batchSize: number, field = 0): number[] => {
  const cells = batch.targets.length / 2;
  const found: number[] = [];
  for (let at = row; at < cells; at += batchSize) {
    if (batch.targets[at] !== 100) found.push(batch.targets[field * cells + at]);
  }
  return found;
};

const take = (stream: WindowStream, count: number): WindowBatch[] => Array.from({ length: count }, () => stream.next());

const transposeByFew: NonNullable<WindowStreamOptions['augment']> = (work, random) => {
  const shift = nextInt(random, 3);
  const ids = work.ids.map((id, i) => (i % 2 === 0 && id < 90 ? id + shift : id));
  return { length: work.length, ids };
};

describe('a window stream', () => {
  it('feeds each event as the input of the next', () => {
    const stream = new WindowStream({ ...shape, works: namedWorks([3]), batchSize: 1, windowLength: 4, seed: 1 });
    const batch = stream.next();
    expect([...batch.ids]).toEqual([100, 0, 1, 100, 10, 0, 1, 10]);
    expect([...batch.targets]).toEqual([0, 1, 2, 100, 0, 1, 2, 10]);
    expect(batch).toMatchObject({ notes: 3, events: 3 });
  });

  it('carries a work through consecutive windows and forgets the state when the next begins', () => {
    const stream = new WindowStream({ ...shape, works: namedWorks([5]), batchSize: 1, windowLength: 2, seed: 1 });
    const batches = take(stream, 4);
    expect(batches.map((batch) => rowTargets(batch, 0, 1))).toEqual([[0, 1], [2, 3], [4], [0, 1]]);
    expect(batches.map((batch) => batch.carry[0])).toEqual([0, 1, 1, 0]);
    expect([...batches[1].ids]).toEqual([1, 2, 1, 2]);
  });

  it('takes every work once a pass', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
    const sizes = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(lengths, sizes, sizes, fc.integer(), (works, batchSize, windowLength, seed) => {
        const stream = new WindowStream({ ...shape, works: namedWorks(works), batchSize, windowLength, seed });
        const started: number[] = [];
        while (started.length < 2 * works.length) {
          const batch = stream.next();
          for (let row = 0; row < batchSize; row++) {
            if (batch.carry[row] === 0) started.push(Math.floor(rowTargets(batch, row, batchSize)[0] / 10));
          }
        }
        const everyWork = works.map((_, w) => w);
        expect(started.slice(0, works.length).sort((a, b) => a - b)).toEqual(everyWork);
      }),
    );
  });

  it('goes on after save and restore as if it had never stopped', () => {
    const options = {
      ...shape,
      works: namedWorks([7, 3, 9, 1]),
      batchSize: 3,
      windowLength: 2,
      augment: transposeByFew,
      masking: { field: 1, rowShare: 0.3, eventShare: 0.2, anyFieldShare: 0.1 },
    };
    fc.assert(
      fc.property(fc.integer(), fc.nat(20), (seed, before) => {
        const stream = new WindowStream({ ...options, seed });
        take(stream, before);
        const resumed = new WindowStream({ ...options, seed: seed + 1 });
        resumed.restore(stream.save());
        expect(take(resumed, 12)).toEqual(take(stream, 12));
        expect(resumed.notesDelivered).toBe(stream.notesDelivered);
      }),
    );
  });

  it('counts notes, not pedal events, and the passes they make', () => {
    const works = [toySequence([60, 99, 62])];
    const stream = new WindowStream({ ...shape, works, batchSize: 1, windowLength: 3, seed: 1 });
    expect(stream.next()).toMatchObject({ notes: 2, events: 3 });
    expect(stream.passes).toBe(1);
  });

  it('hides durations from the input and keeps them in the target', () => {
    const masking = { field: 1, rowShare: 1, eventShare: 0, anyFieldShare: 0 };
    const stream = new WindowStream({
      ...shape,
      works: namedWorks([4]),
      batchSize: 1,
      windowLength: 4,
      seed: 1,
      masking,
    });
    const batch = stream.next();
    expect([...batch.ids]).toEqual([100, 0, 1, 2, 10, 10, 10, 10]);
    expect(rowTargets(batch, 0, 1, 1)).toEqual([0, 1, 2, 3]);
  });

  it('hides about the share of durations that was asked for', () => {
    const masking = { field: 1, rowShare: 0, eventShare: 0.25, anyFieldShare: 0 };
    const works = [toySequence(Array.from({ length: 4000 }, () => 60))];
    const stream = new WindowStream({ ...shape, works, batchSize: 1, windowLength: 4000, seed: 3, masking });
    const { ids } = stream.next();
    const hidden = ids.filter((id, i) => i >= 4000 && id === 10).length;
    expect(hidden / 4000).toBeCloseTo(0.25, 1);
  });
});

describe('evaluation windows', () => {
  it('show every event of every work once, in order', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
    const sizes = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(lengths, sizes, sizes, (workLengths, batchSize, windowLength) => {
        const works = namedWorks(workLengths);
        const heard: number[][] = works.map(() => []);
        for (const { batch, works: rows } of evaluationWindows(works, { ...shape, batchSize, windowLength })) {
          for (let row = 0; row < batchSize; row++) {
            const targets = rowTargets(batch, row, batchSize);
            if (rows[row] < 0) expect(targets).toEqual([]);
            else heard[rows[row]].push(...targets);
          }
        }
        expect(heard).toEqual(workLengths.map((length, w) => Array.from({ length }, (_, i) => 10 * w + i)));
      }),
    );
  });
});
