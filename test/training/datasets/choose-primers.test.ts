import { describe, expect, it } from 'vitest';
import { PLAYER_ID, pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type { Piece } from '../../../src/music/piece.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';
import { encodeMidi } from '../../../src/training/corpus/piece-encoder.js';
import { choosePrimers } from '../../../src/training/datasets/choose-primers.js';
import { madePiece } from '../../cli/made-music.js';
import { madeSong } from '../../encoding/made-song.js';

const workOf = (name: string, piece: Piece): EncodedWork => {
  const loaded = encodeMidi(writeMidi(piece));
  if (loaded.kind === 'rejected') throw new Error(loaded.reason);
  return { ...loaded.piece, name, composer: name.slice(0, name.indexOf('/')), contentHash: name };
};

/** Eight eighths a bar: a beginning of four bars has 32 notes. */
const pieces = (composer: string, count: number, bars: number): EncodedWork[] =>
  Array.from({ length: count }, (_, i) => workOf(`${composer}/${i}.mid`, madePiece(i + 1, 8 * bars)));

const WIDTH = pianoSchema.length;
const firstNotes = (ids: Iterable<number>): readonly number[] => [...ids].slice(WIDTH, 5 * WIDTH);

describe('beginnings that a model carries', () => {
  const works = [...pieces('Czerny', 20, 40), ...pieces('Field', 2, 40)];
  const chosen = choosePrimers(works, 1, 12);
  const openings = new Map(works.map(({ name, sequence }) => [name, firstNotes(sequence.ids).join()]));
  const of = (composer: string) => chosen.filter((excerpt) => excerpt.composer === composer);
  const isOpening = ({ source, ids }: (typeof chosen)[number]): boolean =>
    openings.get(source) === firstNotes(ids).join();

  it('are so many of each composer', () => {
    expect([of('Czerny').length, of('Field').length]).toEqual([12, 12]);
  });

  it('are first bars in half of the cases, where there are works enough', () => {
    expect(of('Czerny').filter(isOpening)).toHaveLength(6);
    expect(of('Field').filter(isOpening)).toHaveLength(2);
  });

  it('are of as many works as possible, no passage twice', () => {
    expect(new Set(of('Czerny').map(({ source }) => source)).size).toBe(12);
    expect(new Set(chosen.map(({ source, ids }) => `${source} ${ids.join()}`)).size).toBe(chosen.length);
  });

  it('are four bars long where these hold notes enough', () => {
    for (const { ids } of chosen) expect(ids).toHaveLength(33 * WIDTH);
  });

  it('are fewer where there is less music, and all first bars where works are short', () => {
    const short = choosePrimers(pieces('Satie', 5, 6), 1, 12);
    expect(short).toHaveLength(5);
    expect(choosePrimers(pieces('Satie', 20, 6), 1, 12)).toHaveLength(12);
  });

  it('have no player in them: a song begins as the piano alone, and after piano music', () => {
    const song = workOf('Schubert/song.mid', madeSong(40));
    const [piano] = pieces('Schubert', 1, 5);
    const found = choosePrimers([song, piano], 1, 4);
    expect(found.map(({ source }) => source)).toEqual([
      'Schubert/0.mid',
      'Schubert/song.mid',
      'Schubert/song.mid',
      'Schubert/song.mid',
    ]);
    for (const { ids } of found)
      for (let at = pianoColumn.who; at < ids.length; at += WIDTH) expect(ids[at]).not.toBe(PLAYER_ID);
  });

  it('are the same for the same seed', () => {
    expect(choosePrimers(works, 1, 12)).toEqual(chosen);
    expect(choosePrimers(works, 2, 12)).not.toEqual(chosen);
  });
});
