import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barPositionAtTick, barTicks, meterMap, tickOfBar } from '../../src/music/meter.js';
import { arbitraryMeters } from './arbitraries.js';

describe('metre', () => {
  it('knows the length of common bars', () => {
    expect(barTicks({ numerator: 4, denominator: 4 })).toBe(1920);
    expect(barTicks({ numerator: 3, denominator: 4 })).toBe(1440);
    expect(barTicks({ numerator: 6, denominator: 8 })).toBe(1440);
    expect(barTicks({ numerator: 5, denominator: 16 })).toBe(600);
  });

  it('counts bars on through a change of metre', () => {
    const map = meterMap([
      { tick: 0, numerator: 4, denominator: 4 },
      { tick: 3840, numerator: 3, denominator: 4 },
    ]);
    expect(barPositionAtTick(map, 1919)).toMatchObject({ bar: 0, tickInBar: 1919 });
    expect(barPositionAtTick(map, 1920)).toMatchObject({ bar: 1, tickInBar: 0 });
    expect(barPositionAtTick(map, 3840 + 1440 + 480)).toMatchObject({ bar: 3, tickInBar: 480 });
  });

  it('begins a new bar at a change inside a bar: an upbeat of one quarter is bar 0', () => {
    const map = meterMap([
      { tick: 0, numerator: 4, denominator: 4 },
      { tick: 480, numerator: 4, denominator: 4 },
    ]);
    expect(barPositionAtTick(map, 480)).toMatchObject({ bar: 1, tickInBar: 0 });
    expect(tickOfBar(map, 2)).toBe(480 + 1920);
  });

  it('finds the first tick of the bar in which a tick lies', () => {
    fc.assert(
      fc.property(arbitraryMeters, fc.nat(200_000), (meters, tick) => {
        const map = meterMap(meters);
        const { bar, tickInBar, meter } = barPositionAtTick(map, tick);
        expect(tickOfBar(map, bar) + tickInBar).toBe(tick);
        expect(tickInBar).toBeGreaterThanOrEqual(0);
        expect(tickInBar).toBeLessThan(barTicks(meter));
      }),
    );
  });
});
