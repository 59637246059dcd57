import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { asOnePiano } from '../../../src/encoding/piano/player-part.js';
import { DAEMON_ID, PLAYER_ID, absentIn } from '../../../src/encoding/piano/piano-schema.js';
import { idAt, rowSteps } from '../../../src/encoding/piano/row-timeline.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { encodeMidi } from '../../../src/training/corpus/piece-encoder.js';
import { listeningTest, withParts, withPlayerPart } from '../../../src/training/datasets/simulate-player.js';
import { madePiece } from '../../cli/made-music.js';
import { madeSong } from '../../encoding/made-song.js';

const sequence = (): EventSequence => {
  const loaded = encodeMidi(writeMidi(madePiece(5, 200)));
  if (loaded.kind === 'rejected') throw new Error(loaded.reason);
  return loaded.piece.sequence;
};

const pitches = (of: EventSequence): number[] =>
  Array.from({ length: of.length - 1 }, (_, i) => idAt(of, i + 1, 'what')).sort((a, b) => a - b);

const part = (of: EventSequence, who: number, field: 'what' | 'duration'): number[] =>
  Array.from({ length: of.length - 1 }, (_, i) => i + 1)
    .filter((row) => idAt(of, row, 'who') === who)
    .map((row) => idAt(of, row, field));

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

describe('a song in training', () => {
  const song = encodePiece(madeSong(8), { tellsParts: true });
  const plain = sequence();
  const countOf = (of: EventSequence, who: number): number => part(of, who, 'what').length;
  const told = { share: 1, hearsPlayer: true };
  const heard = Array.from({ length: 60 }, (_, seed) => withParts(song, told, seedRandom(seed)));

  it('keeps its voice as a player’s most times, and is one piano else', () => {
    const sung = heard.filter((one) => countOf(one, PLAYER_ID) > 0);
    expect(sung.length).toBeGreaterThan(35);
    expect(sung.length).toBeLessThan(58);
    for (const one of sung) {
      expect(part(one, DAEMON_ID, 'what').sort()).toEqual(part(song, DAEMON_ID, 'what').sort());
      expect(part(one, PLAYER_ID, 'what').sort()).toEqual(part(song, PLAYER_ID, 'what').sort());
      expect(rowSteps(one)).not.toEqual(rowSteps(song)); // sung as people sing
    }
    for (const one of heard.filter((each) => !sung.includes(each))) expect(one).toEqual(asOnePiano(song));
  });

  it('is one piano to a model that hears no players', () => {
    for (let seed = 0; seed < 20; seed++) {
      const one = withParts(song, { share: 0, hearsPlayer: false }, seedRandom(seed));
      expect(countOf(one, PLAYER_ID)).toBe(0);
    }
  });

  it('is what it was for music without a voice: a part of a player’s in a share of it', () => {
    expect(withParts(plain, { share: 0, hearsPlayer: true }, seedRandom(1))).toBe(plain);
    expect(countOf(withParts(plain, told, seedRandom(1)), PLAYER_ID)).toBeGreaterThan(0);
  });

  it('is listened to with its own voice', () => {
    const ways = listeningTest(song, seedRandom(1));
    for (const way of [ways.exact, ways.shuffled]) expect(countOf(way, PLAYER_ID)).toBe(countOf(song, PLAYER_ID));
    for (const way of [ways.exact, ways.shuffled, ways.alone])
      expect(part(way, DAEMON_ID, 'what')).toEqual(part(song, DAEMON_ID, 'what'));
    expect(countOf(ways.alone, PLAYER_ID)).toBe(0);
  });
});
