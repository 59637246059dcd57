import { describe, expect, it } from 'vitest';
import { PhraseBuffer } from '../../../src/daemon/online-learning/phrase-buffer.js';
import { quantizeOnsets } from '../../../src/daemon/online-learning/quantize-onsets.js';
import type { Voice } from '../../../src/protocol/live-event.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const BAR = 1920;
const transport = { ...plainSnapshot.transport, state: 'running' as const };

const heardBook = (state: 'running' | 'stopped' = 'running'): PhraseBuffer => {
  const book = new PhraseBuffer();
  book.onEvent({ kind: 'transport', transport: { ...transport, state } });
  return book;
};

const play = (book: PhraseBuffer, tick: number, pitch: number, voice: Voice = 'player', durationTicks = 230): void => {
  book.onEvent({ kind: 'note-on', voice, id: null, channel: 0, pitch, velocity: 70, tick, atMs: 0 });
  book.onEvent({ kind: 'note-off', voice, channel: 0, pitch, tick: tick + durationTicks, atMs: 0 });
};

describe('a lesson', () => {
  it('is full after eight bars with notes of the player, whatever lies between them', () => {
    const book = heardBook();
    for (let bar = 0; bar < 14; bar += 2) play(book, bar * BAR, 60);
    expect(book.isFull).toBe(false);
    play(book, 30 * BAR, 60);
    expect(book.isFull).toBe(true);
  });

  it('waits for the end of a note', () => {
    const book = heardBook();
    for (let bar = 0; bar < 8; bar++) play(book, bar * BAR, 60);
    const held = { voice: 'player' as const, channel: 0, pitch: 64, tick: 9 * BAR, atMs: 0 };
    book.onEvent({ kind: 'note-on', id: null, velocity: 70, ...held });
    expect(book.isFull).toBe(false);
    book.onEvent({ kind: 'note-off', ...held, tick: 10 * BAR });
    expect(book.isFull).toBe(true);
  });

  it('holds the player’s notes and nobody else’s, from a bar line on, with their lengths', () => {
    const book = heardBook();
    play(book, 5 * BAR + 483, 60, 'player', 200);
    play(book, 5 * BAR + 960, 40, 'daemon');
    const { tracks, meters } = book.take();
    expect(tracks[0].notes).toEqual([{ tick: 480, durationTicks: 200, pitch: 60, velocity: 70, channel: 0 }]);
    expect(meters).toEqual([{ tick: 0, numerator: 4, denominator: 4 }]);
    expect(book.isFull).toBe(false);
  });

  it('has nothing of what was played where no bars pass, and begins anew when the music does', () => {
    const stopped = heardBook('stopped');
    for (let bar = 0; bar < 9; bar++) play(stopped, bar * BAR, 60);
    expect(stopped.isFull).toBe(false);

    const book = heardBook();
    for (let bar = 10; bar < 19; bar++) play(book, bar * BAR, 60);
    book.onEvent({ kind: 'transport', transport: { ...transport, tick: 20 * BAR } });
    expect(book.isFull).toBe(true);
    book.onEvent({ kind: 'transport', transport: { ...transport, tick: 0 } });
    expect(book.isFull).toBe(false);
  });
});

describe('straightening', () => {
  const straight = (ticks: readonly number[]): number[] =>
    quantizeOnsets(ticks.map((tick, i) => ({ tick, durationTicks: 10, pitch: 60 + i, velocity: 70, channel: 0 }))).map(
      ({ tick }) => tick,
    );

  it('puts chords together and eighths and sixteenths where they were meant', () => {
    expect(straight([3, 9, 14, 252, 484, 607, 722, 838])).toEqual([0, 0, 0, 240, 480, 600, 720, 840]);
  });

  it('leaves triplets triplets', () => {
    expect(straight([5, 165, 316])).toEqual([0, 160, 320]);
  });

  it('takes what comes just before a beat for on it', () => {
    expect(straight([475, 960])).toEqual([480, 960]);
  });
});
