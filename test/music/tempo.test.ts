import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { millisecondsAtTick, tempoMap, tickAtMilliseconds } from '../../src/music/tempo.js';
import { arbitraryTempos } from './arbitraries.js';

describe('tempo', () => {
  const accelerating = tempoMap([
    { tick: 0, bpm: 60 },
    { tick: 960, bpm: 120 },
  ]);

  it('plays two beats at 60, then beats at 120', () => {
    expect([0, 480, 960, 1440, 1920].map((tick) => millisecondsAtTick(accelerating, tick))).toEqual([
      0, 1000, 2000, 2500, 3000,
    ]);
    expect([0, 500, 2000, 2250].map((ms) => tickAtMilliseconds(accelerating, ms))).toEqual([0, 240, 960, 1200]);
  });

  it('finds the tick that it gave the time of', () => {
    fc.assert(
      fc.property(arbitraryTempos, fc.nat(200_000), (tempos, tick) => {
        const map = tempoMap(tempos);
        expect(tickAtMilliseconds(map, millisecondsAtTick(map, tick))).toBeCloseTo(tick, 2);
      }),
    );
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(arbitraryTempos, fc.nat(200_000), (tempos, tick) => {
        const map = tempoMap(tempos);
        expect(millisecondsAtTick(map, tick + 1)).toBeGreaterThan(millisecondsAtTick(map, tick));
      }),
    );
  });
});
