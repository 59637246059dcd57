import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../../src/encoding/piano/encode-piece.js';
import { excerptsOfPiece } from '../../../../src/training/quality/listener/excerpt.js';
import { originality } from '../../../../src/training/quality/listener/originality.js';
import { endOf, endShares } from '../../../../src/training/quality/listener/piece-ends.js';
import { note, pieceOf, quarters } from '../made-passages.js';
import { chord, randomPiece, randomPieces } from './made-excerpts.js';

const tune = [...quarters(0, [60, 64, 67, 72]), ...quarters(1, [65, 69, 67, 71]), ...quarters(2, [67, 65, 64, 62])];
const ending = (bass: number, beats: number) => pieceOf([...tune, ...chord(12, [bass, 64, 67, 72], beats)]);

describe('the end of a piece', () => {
  it('is on the tonic and long, or not', () => {
    expect(endOf(ending(48, 4))).toEqual({ onTonic: true, hasLongLast: true });
    expect(endOf(ending(43, 4))).toEqual({ onTonic: false, hasLongLast: true });
    expect(endOf(ending(48, 1))).toEqual({ onTonic: true, hasLongLast: false });
    expect(endOf(pieceOf([]))).toBeUndefined();
  });

  it('counts a bass that was struck before and is still held', () => {
    expect(endOf(pieceOf([...tune, note(8, 48, 8), note(12, 72, 4)]))?.onTonic).toBe(true);
  });

  it('is told as shares of pieces', () => {
    expect(endShares([ending(48, 4), ending(43, 4), ending(48, 1), ending(48, 4)])).toEqual({
      onTonic: 3 / 4,
      longLast: 3 / 4,
    });
  });
});

describe('the excerpts of a piece', () => {
  const longPiece = (bars: number) =>
    pieceOf(Array.from({ length: 4 * bars }, (_, beat) => note(beat, 60 + (beat % 7))));

  it('are 16 bars each, from its first bar to its last, four at most', () => {
    expect([15, 16, 40, 64, 200].map((bars) => excerptsOfPiece(longPiece(bars)).length)).toEqual([0, 1, 2, 4, 4]);
    const first = excerptsOfPiece(longPiece(200)).map(({ notes }) => notes[0].pitch);
    expect(first).toEqual([0, 61, 123, 184].map((bar) => 60 + ((4 * bar) % 7)));
  });

  it('begin with the pedal and the tempo that hold there', () => {
    const piece = longPiece(32);
    const [, second] = excerptsOfPiece({
      ...piece,
      tracks: [{ ...piece.tracks[0], pedals: [{ tick: 480, channel: 0, value: 127 }] }],
      tempos: [
        { tick: 0, bpm: 60 },
        { tick: 1920, bpm: 90 },
        { tick: 40_000, bpm: 120 },
      ],
    });
    expect(second.pedals).toEqual([{ tick: 0, down: true }]);
    expect(second.tempos).toEqual([
      { tick: 0, bpm: 90 },
      { tick: 40_000 - 16 * 1920, bpm: 120 },
    ]);
  });
});

describe('originality', () => {
  const pieces = randomPieces(4, 1).map((piece) => ({ ...piece, composer: 'Czerny' }));
  const works = pieces.map(({ piece, work, composer }) => ({
    cluster: work,
    work: { ...encodePiece(piece), sequence: encodePiece(piece), composer, name: work } as never,
  }));

  it('finds what is copied, and that the composer does not copy himself', () => {
    const copy = [{ piece: pieces[1].piece, composer: 'Czerny', work: 'written' }];
    const found = originality(works, pieces, copy);
    expect(found.written).toMatchObject({ pieces: 1, over12: 1, over16: 1 });
    expect(found.self).toMatchObject({ pieces: 4, over16: 0 });
    const fresh = originality(works, pieces, [{ piece: randomPiece(99), composer: 'Czerny', work: 'written' }]);
    expect(fresh.written.over16).toBe(0);
  });
});
