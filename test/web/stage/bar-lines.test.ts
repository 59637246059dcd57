import { describe, expect, it } from 'vitest';
import { barLinesBetween, PassedBarLines } from '../../../web/stage/bar-lines.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

/** 120 quarters a minute in 4/4: a bar lasts two seconds. */
const running = {
  ...plainSnapshot.transport,
  state: 'running',
  tick: 0,
  atMs: 1000,
  bpm: 120,
  meter: { numerator: 4, denominator: 4 },
  meterTick: 0,
  meterBar: 0,
} as const;

describe('bar lines', () => {
  it('stand at the beginnings of bars, with the numbers that musicians give them', () => {
    expect(barLinesBetween(running, 2500, 7500)).toEqual([
      { bar: 2, atMs: 3000 },
      { bar: 3, atMs: 5000 },
      { bar: 4, atMs: 7000 },
    ]);
  });

  it('are none while the music is stopped', () => {
    expect(barLinesBetween({ ...running, state: 'stopped' }, 0, 10_000)).toEqual([]);
  });

  it('stay where they passed when the tempo changes', () => {
    const lines = new PassedBarLines(8000);
    expect(lines.at(running, 5500).map(({ atMs }) => atMs)).toEqual([1000, 3000, 5000]);
    const slower = { ...running, tick: 4320, atMs: 5500, bpm: 60 };
    expect(lines.at(slower, 9500)).toEqual([
      { bar: 2, atMs: 3000 },
      { bar: 3, atMs: 5000 },
      { bar: 4, atMs: 8500 },
    ]);
  });

  it('are forgotten with the clock of another daemon', () => {
    const lines = new PassedBarLines(8000);
    lines.at(running, 5500);
    lines.clear();
    expect(lines.at({ ...running, state: 'stopped' }, 100)).toEqual([]);
  });
});
