import { describe, expect, it } from 'vitest';
import { seedRandom } from '../../../src/shared/random-source.js';
import { clocksBetween, playFrom } from '../../../src/performance/clock-sync/clock-sender.js';
import { estimatePhraseTempo } from '../../../src/performance/clock-sync/phrase-tempo.js';
import { TapTempo } from '../../../src/performance/clock-sync/tap-tempo.js';
import { Bars } from '../../../src/performance/transport/bars.js';
import { clicksBetween } from '../../../src/performance/transport/click.js';

describe('tapped tempo', () => {
  it('is that of the taps, whatever one slip does', () => {
    const taps = new TapTempo();
    expect(taps.tap(0)).toBeNull();
    expect(taps.tap(500)).toBeCloseTo(120);
    taps.tap(1000);
    taps.tap(1560);
    expect(taps.tap(2060)).toBeCloseTo(120);
  });

  it('begins anew after a pause', () => {
    const taps = new TapTempo();
    taps.tap(0);
    taps.tap(500);
    expect(taps.tap(9000)).toBeNull();
    expect(taps.tap(10_000)).toBeCloseTo(60);
  });
});

/** A phrase of beats and their parts, placed as people place notes. */
const phrase = (bpm: number, seed: number): number[] => {
  const random = seedRandom(seed);
  const lengths = [1, 0.5, 0.5, 1, 0.5, 0.25, 0.25, 1, 0.5, 0.5, 1, 2];
  let beat = 0;
  return lengths.map((length) => {
    const time = (beat * 60_000) / bpm + (random.next() * 2 - 1) * 20;
    beat += length;
    return time;
  });
};

describe('the tempo of a phrase', () => {
  it('is found within 3 % nine times in ten, from a tempo up to a quarter off', () => {
    let found = 0;
    let tried = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const bpm = 60 + ((seed * 37) % 120);
      const present = bpm * (0.8 + ((seed * 13) % 45) / 100);
      const estimate = estimatePhraseTempo(phrase(bpm, seed), present);
      tried++;
      if (estimate && Math.abs(estimate.bpm / bpm - 1) < 0.03) found++;
    }
    expect(found / tried).toBeGreaterThan(0.9);
  });

  it('cannot be told from a few notes', () => {
    expect(estimatePhraseTempo([0, 500, 1000], 120)).toBeNull();
  });

  it('takes the chord for one onset', () => {
    expect(estimatePhraseTempo([0, 10, 20, 500, 510, 1000], 120)).toBeNull();
  });
});

describe('sending the clock', () => {
  it('puts 24 clocks on a quarter', () => {
    expect(clocksBetween(0, 480)).toHaveLength(24);
    expect(clocksBetween(5, 45)).toEqual([20, 40]);
    expect([...clocksBetween(0, 37), ...clocksBetween(37, 90)]).toEqual(clocksBetween(0, 90));
  });

  it('starts from the beginning, and continues from elsewhere by sixteenths', () => {
    expect(playFrom(0)).toEqual([[0xfa]]);
    expect(playFrom(1920 * 10)).toEqual([[0xf2, 160 & 0x7f, 1], [0xfb]]);
  });
});

describe('the click', () => {
  it('accents the bar, also while it counts in', () => {
    const bars = new Bars({ numerator: 3, denominator: 4 });
    expect(clicksBetween(bars, -1440, 480)).toEqual([
      { tick: -1440, accent: true },
      { tick: -960, accent: false },
      { tick: -480, accent: false },
      { tick: 0, accent: true },
    ]);
  });
});
