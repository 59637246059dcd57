import { describe, expect, it } from 'vitest';
import { pianoColumn, type PianoFieldName } from '../../../src/encoding/piano/piano-schema.js';
import { MATCH_LENGTHS, recallColumn } from '../../../src/encoding/recall/recall-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';
import { encodeMidi } from '../../../src/training/corpus/piece-encoder.js';
import { pianoDataset } from '../../../src/training/datasets/piano-dataset.js';
import { madePiece } from '../../cli/made-music.js';

const work = (seed: number): EncodedWork => {
  const loaded = encodeMidi(writeMidi(madePiece(seed, 120)));
  if (loaded.kind === 'rejected') throw new Error(loaded.reason);
  return { ...loaded.piece, name: `Czerny/${seed}.mid`, composer: 'Czerny', contentHash: String(seed) };
};

const split = { training: [1, 2, 3].map(work), validation: [work(4)], unit: 'work' as const };
const music = (transpose: number, seed = 1) =>
  pianoDataset('Czerny', ['Czerny'], split, 'made', {
    transpose,
    seed,
    playerShare: 0,
    hearsPlayer: false,
    mistakes: 0,
  });

const column = ({ ids, length }: EventSequence, field: PianoFieldName): number[] =>
  Array.from({ length: length - 1 }, (_, i) => ids[(i + 1) * (ids.length / length) + pianoColumn[field]]);

describe('one composer’s works as training music', () => {
  it('gives every event the composer’s slot, the first', () => {
    const { composers, training, validation } = music(6);

    expect(composers).toEqual(['Czerny']);
    for (const sequence of [...training, ...validation])
      expect(new Set(column(sequence, 'composer'))).toEqual(new Set([0]));
  });

  it('moves a work as a whole, no further than asked for', () => {
    for (const widest of [0, 3, 6]) {
      const { augment, training } = music(widest);
      const original = column(training[0], 'what');
      for (let seed = 0; seed < 20; seed++) {
        const shifts = new Set(column(augment(training[0], seedRandom(seed)), 'what').map((id, i) => id - original[i]));
        expect(shifts.size).toBe(1);
        expect(Math.abs([...shifts][0])).toBeLessThanOrEqual(widest);
      }
    }
  });

  it('keeps the rhythm when it changes key and loudness', () => {
    const { augment, training } = music(6);
    const changed = augment(training[0], seedRandom(3));

    for (const field of ['wait', 'duration'] as const)
      expect(column(changed, field)).toEqual(column(training[0], field));
  });

  it('tells what a work recalls in its new key, but sometimes nothing', () => {
    const { augment, training, schema } = music(6);
    const heard = Array.from({ length: 60 }, (_, seed) => augment(training[0], seedRandom(seed)));
    const untold = heard.filter(({ ids }) => ids[schema.length + recallColumn.recallLength] === MATCH_LENGTHS);

    for (const { ids, length } of heard) expect(ids).toHaveLength(length * schema.length);
    expect(untold.length).toBeGreaterThan(0);
    expect(untold.length).toBeLessThan(20);
  });

  it('carries excerpts of training works only, from each in turn, the same for the same seed', () => {
    const { excerpts } = music(6);

    expect(new Set(excerpts.map(({ source }) => source))).toEqual(
      new Set(['Czerny/1.mid', 'Czerny/2.mid', 'Czerny/3.mid']),
    );
    expect(new Set(excerpts.slice(0, 3).map(({ source }) => source)).size).toBe(3);
    expect(music(6).excerpts).toEqual(excerpts);
  });
});
