import { describe, expect, it } from 'vitest';
import { encodeChorale } from '../../../src/encoding/chorale/chorale-encoding.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import type { Piece } from '../../../src/music/piece.js';
import { choraleMarkov, choraleUnigram } from '../../../src/training/baselines/chorale-baselines.js';
import { pianoMarkov, pianoUnigram } from '../../../src/training/baselines/piano-baselines.js';

/** An Alberti bass: C G E G in eighths, over and over, pedal on every bar. */
const alberti = (bars: number): Piece => {
  const notes = Array.from({ length: bars * 8 }, (_, i) => ({
    tick: i * 240,
    durationTicks: 240,
    pitch: [48, 55, 52, 55][i % 4],
    velocity: i % 4 === 0 ? 90 : 70,
    channel: 0,
  }));
  const pedals = Array.from({ length: bars }, (_, i) => ({ tick: i * 1920, channel: 0, value: i % 2 === 0 ? 127 : 0 }));
  return {
    title: '',
    tracks: [{ name: '', program: 0, notes, pedals }],
    tempos: [{ tick: 0, bpm: 120 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    markers: [],
  };
};

describe('the piano baselines', () => {
  it('find an Alberti bass easy once they remember two notes', () => {
    const works = [encodePiece(alberti(40))];
    const [unigram, markov] = [pianoUnigram(), pianoMarkov()];
    unigram.learn(works);
    markov.learn(works);
    const [plain, remembering] = [unigram.score(works), markov.score(works)];
    expect(plain.notes).toBe(320);
    expect(plain.fields.what).toBeGreaterThan(1);
    expect(remembering.natsPerNote).toBeLessThan(0.5);
    expect(Object.keys(plain.fields).sort()).toEqual(
      ['duration', 'pedal', 'tempo', 'velocity', 'wait', 'what', 'who'].sort(),
    );
  });
});

describe('the chorale baselines', () => {
  it('tell the voices apart, and hold a note that is held', () => {
    const held = Array.from({ length: 64 }, () => [72, 67, 64, 48]);
    const works = [encodeChorale(held)];
    const [unigram, markov] = [choraleUnigram(), choraleMarkov()];
    unigram.learn(works);
    markov.learn(works);
    expect(unigram.score(works)).toMatchObject({ notes: 256 });
    expect(unigram.score(works).natsPerNote).toBeLessThan(0.2);
    expect(markov.score(works).natsPerNote).toBeLessThan(0.5);
  });
});
