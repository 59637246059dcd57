import { describe, expect, it } from 'vitest';
import { DAEMON_ID, PLAYER_ID, absentIn } from '../../src/encoding/piano-schema.js';
import { idAt, rowSteps } from '../../src/encoding/row-timeline.js';
import type { EventSequence } from '../../src/model/event-schema.js';
import { seedRandom } from '../../src/model/sampling/random-source.js';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import { encodeMidi } from '../../src/training/corpus/piece-encoder.js';
import { listeningTest, withPlayerPart } from '../../src/training/player-part.js';
import { madePiece } from '../cli/made-music.js';

const sequence = (): EventSequence => {
  const loaded = encodeMidi(writeMidi(madePiece(5, 200)));
  if (loaded.kind === 'rejected') throw new Error(loaded.reason);
  return loaded.piece.sequence;
};

const pitches = (of: EventSequence): number[] =>
  Array.from({ length: of.length - 1 }, (_, i) => idAt(of, i + 1, 'what')).sort((a, b) => a - b);

describe('music with a player’s part', () => {
  const plain = sequence();
  const heard = Array.from({ length: 40 }, (_, seed) => withPlayerPart(plain, seedRandom(seed)));

  it('has the same notes, some of them the player’s, in most cases not all', () => {
    for (const one of heard) expect(pitches(one)).toEqual(pitches(plain));
    const shares = heard.map((one) => {
      const players = Array.from({ length: one.length - 1 }, (_, i) => idAt(one, i + 1, 'who') === PLAYER_ID);
      return players.filter(Boolean).length / players.length;
    });
    expect(shares.filter((share) => share > 0.1 && share < 0.9).length).toBeGreaterThan(30);
  });

  it('leaves the daemon’s notes on the grid, and lays the player’s a little beside it', () => {
    const grid = new Set(rowSteps(plain));
    let beside = 0;
    let players = 0;
    for (const one of heard) {
      rowSteps(one).forEach((step, row) => {
        if (row === 0) return;
        if (idAt(one, row, 'who') === DAEMON_ID) expect(grid.has(step)).toBe(true);
        else {
          players++;
          if (!grid.has(step)) beside++;
          const nearest = Math.min(...[...grid].map((at) => Math.abs(at - step)));
          expect(nearest).toBeLessThanOrEqual(6); // an eighth of a beat
        }
      });
    }
    expect(beside / players).toBeGreaterThan(0.5);
  });

  it('tells nothing of the player’s tempo, which is his own', () => {
    for (const one of heard) {
      for (let row = 1; row < one.length; row++) {
        if (idAt(one, row, 'who') === PLAYER_ID) expect(idAt(one, row, 'tempo')).toBe(absentIn('tempo'));
      }
    }
  });
});

describe('a test of listening', () => {
  const test = listeningTest(sequence(), seedRandom(3));
  const part = (of: EventSequence, who: number, field: 'what' | 'duration'): number[] =>
    Array.from({ length: of.length - 1 }, (_, i) => i + 1)
      .filter((row) => idAt(of, row, 'who') === who)
      .map((row) => idAt(of, row, field));

  it('leaves the daemon’s hand the same in every way', () => {
    const own = part(test.exact, DAEMON_ID, 'what');
    expect(own.length).toBeGreaterThan(20);
    for (const way of [test.shuffled, test.alone]) expect(part(way, DAEMON_ID, 'what')).toEqual(own);
    expect(part(test.humanised, DAEMON_ID, 'what').sort()).toEqual([...own].sort());
    expect(part(test.alone, PLAYER_ID, 'what')).toEqual([]);
  });

  it('tells the player’s hand as written, as played, and with the notes of another place', () => {
    const written = part(test.exact, PLAYER_ID, 'what');
    expect(rowSteps(test.humanised)).not.toEqual(rowSteps(test.exact));
    expect(rowSteps(test.shuffled)).toEqual(rowSteps(test.exact));
    const moved = part(test.shuffled, PLAYER_ID, 'what');
    expect(moved).toEqual([...written.slice(written.length >> 1), ...written.slice(0, written.length >> 1)]);
  });
});
