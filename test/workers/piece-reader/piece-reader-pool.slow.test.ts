import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type * as PoolModule from '../../../src/workers/piece-reader/piece-reader-pool.js';
import { encodeMidi } from '../../../src/training/corpus/piece-encoder.js';

/** Threads run built JavaScript, so this test needs the build. */
const built = new URL('../../../dist/workers/piece-reader/piece-reader-pool.js', import.meta.url);
const isBuilt = existsSync(built);

const twinkle = (shift: number): Uint8Array =>
  writeMidi({
    title: `Twinkle ${shift}`,
    tracks: [
      {
        name: '',
        program: 0,
        notes: [60, 60, 67, 67, 69, 69, 67].map((pitch, i) => ({
          tick: i * 480,
          durationTicks: 400,
          pitch: pitch + shift,
          velocity: 80,
          channel: 0,
        })),
        pedals: [],
      },
    ],
    tempos: [{ tick: 0, bpm: 100 }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    markers: [],
  });

describe.skipIf(!isBuilt)('the piece readers (skipped without dist/: run npm run build)', () => {
  it('encode on threads exactly what the main thread encodes', async () => {
    const { PieceReaderPool } = (await import(built.href)) as typeof PoolModule;
    const pool = new PieceReaderPool(2);
    const files = Array.from({ length: 20 }, (_, shift) => twinkle(shift));
    const loaded = await Promise.all(files.map((bytes) => pool.load(bytes)));
    expect(loaded).toEqual(files.map((bytes) => encodeMidi(bytes)));
    await pool.close();
  });

  it('say why a file is no music, and read the next one', async () => {
    const { PieceReaderPool } = (await import(built.href)) as typeof PoolModule;
    const pool = new PieceReaderPool(1);
    const bad = await pool.load(new TextEncoder().encode('no music'));
    expect(bad.kind).toBe('rejected');
    expect((await pool.load(twinkle(0))).kind).toBe('encoded');
    await pool.close();
    await pool.close();
  });

  it('leave no one waiting when they are closed', async () => {
    const { PieceReaderPool } = (await import(built.href)) as typeof PoolModule;
    const pool = new PieceReaderPool(1);
    const answers = Promise.allSettled(Array.from({ length: 5 }, (_, shift) => pool.load(twinkle(shift))));
    await pool.close();
    expect((await answers).filter((answer) => answer.status === 'rejected').length).toBeGreaterThan(0);
  });
});
