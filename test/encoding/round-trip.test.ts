import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvents } from '../../src/encoding/piano/decode-events.js';
import { encodePiece } from '../../src/encoding/piano/encode-piece.js';
import type { Piece } from '../../src/music/piece.js';
import { pedalIsDown, quantisedNotes } from './quantised-piece.js';
import { pieceOf, randomPiece } from './random-pieces.js';

const roundTrip = (piece: Piece, expression = 1): Piece => {
  const encoded = encodePiece(piece);
  return decodeEvents(encoded, { bpm: encoded.baseBpm, expression });
};

/** Squeezed so that no two onsets are more than a beat apart: every wait then has an id of its own. */
const withShortWaits = randomPiece.map((piece) => ({
  ...piece,
  tracks: piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.map((note) => ({ ...note, tick: note.tick % 480 })),
    pedals: track.pedals
      .map((pedal) => ({ ...pedal, tick: Math.floor(pedal.tick / 40) }))
      .filter(({ tick }) => tick < 480),
  })),
}));

/** From a note at tick 0 on, and shorter than the longest wait: no silence is cut. */
const withinSixteenBeats = randomPiece.map((piece) => {
  const [first, ...others] = piece.tracks;
  const notes = piece.tracks.flatMap((track) => track.notes).map((note) => ({ ...note, tick: note.tick % 7_600 }));
  const opening = { tick: 0, durationTicks: 10, pitch: 21, velocity: 64, channel: 0 };
  return { ...piece, tracks: [{ ...first, notes: [opening, ...notes], pedals: [] }, ...others.slice(1)] };
});

const secondsBetween = (piece: Piece, fromTick: number, toTick: number): number =>
  piece.tempos.reduce((seconds, { tick, bpm }, i) => {
    const from = Math.max(fromTick, tick);
    const to = Math.min(toTick, piece.tempos[i + 1]?.tick ?? Infinity);
    return to > from ? seconds + ((to - from) / 480 / bpm) * 60 : seconds;
  }, 0);

describe('a piece that is encoded and decoded', () => {
  it('is the quantised piece', () => {
    fc.assert(
      fc.property(withShortWaits, (piece) => {
        expect(roundTrip(piece).tracks[0].notes).toEqual(quantisedNotes(piece));
      }),
    );
  });

  it('has the pedal down exactly where the quantised piece has', () => {
    fc.assert(
      fc.property(withShortWaits, (piece) => {
        const before = piece.tracks.flatMap(({ pedals }) => pedals).sort((a, b) => a.tick - b.tick);
        const after = roundTrip(piece).tracks[0].pedals;
        for (let tick = 0; tick <= 480; tick += 10) expect(pedalIsDown(after, tick)).toBe(pedalIsDown(before, tick));
      }),
    );
  });

  it('changes no more when it goes round once more, but for ends that the same key cut off', () => {
    const withoutEnds = ({ tracks, meters }: Piece) => ({
      notes: tracks[0].notes.map(({ tick, pitch, velocity }) => [tick, pitch, velocity]),
      pedals: tracks[0].pedals,
      meters,
    });
    fc.assert(
      fc.property(withinSixteenBeats, (piece) => {
        const once = roundTrip(piece);
        expect(withoutEnds(roundTrip(once))).toEqual(withoutEnds(once));
      }),
    );
  });

  it('keeps its notes in order and at most 2 beats off, however coarse the waits', () => {
    fc.assert(
      fc.property(withinSixteenBeats, (piece) => {
        const before = quantisedNotes(piece);
        const after = roundTrip(piece).tracks[0].notes;
        expect(after.map(({ pitch }) => pitch)).toEqual(before.map(({ pitch }) => pitch));
        after.forEach(({ tick }, i) => expect(Math.abs(tick - before[i].tick)).toBeLessThanOrEqual(960));
      }),
    );
  });

  it('gives every note its time of day to 1 % at full expression', () => {
    const tempos = [120, 124, 131, 118, 96, 80, 112].map((bpm, beat) => ({ tick: beat * 480, bpm }));
    const piece = pieceOf(
      [0, 1, 2, 3, 4, 5, 6, 7].map((beat) => ({ tick: beat * 480 })),
      { tempos },
    );
    const after = roundTrip(piece);
    for (const { tick } of piece.tracks[0].notes.slice(1)) {
      const ratio = secondsBetween(after, 0, tick) / secondsBetween(piece, 0, tick);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
    }
  });

  it('is strictly metronomic at expression 0', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        expect(new Set(roundTrip(piece, 0).tempos.map(({ bpm }) => bpm)).size).toBe(1);
      }),
    );
  });

  it('keeps every metre change from its bar line on', () => {
    const meters = [
      { tick: 0, numerator: 1, denominator: 4 },
      { tick: 480, numerator: 3, denominator: 4 },
      { tick: 480 + 4 * 1440, numerator: 6, denominator: 8 },
    ];
    const piece = pieceOf(
      Array.from({ length: 30 }, (_, beat) => ({ tick: beat * 480 })),
      { meters },
    );
    expect(roundTrip(piece).meters).toEqual(meters);
  });
});
