import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerformanceStand } from './support/performance-stand.js';

const BEAT = 500;

/** The program stands still: time passes and nothing is done. */
const stall = (stand: PerformanceStand, ms: number): PerformanceStand => {
  stand.nowMs += ms;
  return stand;
};

const latestHealth = (stand: PerformanceStand) => {
  const health = stand.told.filter((event) => event.kind === 'health');
  return health[health.length - 1].health;
};

describe('after a stall', () => {
  it('nothing comes in a burst, what is overdue is counted, and the score goes on in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 30_000 }), fc.integer({ min: 0, max: 499 }), (ms, into) => {
        const stand = new PerformanceStand().start().run(120 + 8 * BEAT + into);
        const [firstMs] = stand.struck.map(({ atMs }) => atMs);
        const before = latestHealth(stand).lateNotes;
        const wakesMs = stall(stand, ms).nowMs;
        stand.run(4 * BEAT);
        const after = stand.struck.filter(({ atMs }) => atMs > wakesMs);
        expect(after.filter(({ atMs }) => atMs < wakesMs + 60).length).toBeLessThanOrEqual(1);
        expect(after.length).toBeGreaterThanOrEqual(6);
        for (const { atMs } of after) {
          const phase = (atMs - firstMs) / (BEAT / 2);
          expect(Math.abs(phase - Math.round(phase)) * (BEAT / 2)).toBeLessThan(2);
        }
        expect(latestHealth(stand).lateNotes - before).toBeGreaterThanOrEqual(Math.floor(ms / (BEAT / 2)) > 0 ? 1 : 0);
        expect(stand.told).toContainEqual(expect.objectContaining({ kind: 'notice', level: 'warning' }));
        stand.performer.close(stand.nowMs);
        expect(stand.open).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('those who count the clocks it sends are told anew where the song is', () => {
    const stand = new PerformanceStand({}, {}, true).start().run(120 + 4 * BEAT);
    const count = stand.sent.length;
    stall(stand, 6000).run(2 * BEAT);
    const statuses = stand.sent
      .slice(count)
      .map(({ bytes: [status] }) => status)
      .filter((status) => status >= 0xf0);
    expect(statuses.slice(0, 4)).toEqual([0xfc, 0xf2, 0xfb, 0xf8]);
    expect(statuses.filter((status) => status === 0xf8).length).toBeLessThan(50);
    const position = stand.sent.slice(count).find(({ bytes: [status] }) => status === 0xf2)!;
    const [, low, high] = position.bytes;
    expect(Math.abs((low | (high << 7)) - 65)).toBeLessThanOrEqual(1);
  });

  it('a reply that was to come later comes, and no click is made up for', () => {
    const stand = new PerformanceStand({ click: true, mode: 'answer' }).start().run(120 + 2 * BEAT);
    stand.play(0x90, 60, 80).run(100).play(0x80, 60, 0).run(50);
    const wakesMs = stall(stand, 3000).nowMs;
    stand.run(4 * BEAT);
    const clicks = stand.sent.filter(
      ({ atMs, bytes: [status] }) => status === 0x99 && atMs < wakesMs + 60 && atMs >= wakesMs,
    );
    expect(clicks.length).toBeLessThanOrEqual(1);
    expect(stand.sent.some(({ atMs, bytes: [status] }) => status === 0x90 && atMs > wakesMs)).toBe(true);
  });

  it('a wait as short as any busy machine makes drops nothing', () => {
    const stand = new PerformanceStand().start().run(120 + 4 * BEAT);
    const count = stand.struck.length;
    stall(stand, 150).run(4 * BEAT);
    expect(stand.struck.length - count).toBeGreaterThanOrEqual(8);
    expect(latestHealth(stand).lateNotes).toBe(0);
  });
});
