import { describe, expect, it } from 'vitest';
import { PerformanceStand } from './support/performance-stand.js';

const BEAT = 500;
const CLOCK = 60_000 / (24 * 120);

const realtime = (stand: PerformanceStand): { atMs: number; status: number }[] =>
  stand.sent.filter(({ bytes: [status] }) => status >= 0xf0).map(({ atMs, bytes: [status] }) => ({ atMs, status }));

/** Sends clocks of 120 bpm for a while, as another program would. */
const clocks = (stand: PerformanceStand, count: number): PerformanceStand => {
  let dueMs = stand.nowMs;
  for (let i = 0; i < count; i++) {
    stand.play(0xf8);
    dueMs += CLOCK;
    stand.run(Math.round(dueMs) - stand.nowMs);
  }
  return stand;
};

describe('giving the beat', () => {
  it('sends Start before the first clock, 24 clocks a quarter, and Stop', () => {
    const stand = new PerformanceStand({}, {}, true).start().run(120 + 8 * BEAT);
    const [start, first] = realtime(stand);
    expect(start.status).toBe(0xfa);
    expect(first).toMatchObject({ status: 0xf8 });
    expect(first.atMs).toBeGreaterThan(start.atMs);
    expect(first.atMs).toBe(stand.struck[0].atMs);
    expect(realtime(stand).filter(({ status }) => status === 0xf8).length).toBeGreaterThanOrEqual(8 * 24);
    stand.command({ kind: 'transport', action: 'stop' }).run(5);
    expect(realtime(stand).at(-1)!.status).toBe(0xfc);
    const count = realtime(stand).length;
    stand.run(4 * BEAT);
    expect(realtime(stand)).toHaveLength(count);
  });

  it('continues with the song position where it stopped', () => {
    const stand = new PerformanceStand({}, {}, true).start().run(120 + 5 * BEAT);
    stand.command({ kind: 'transport', action: 'stop' }).run(100);
    stand.command({ kind: 'transport', action: 'continue' }).run(2 * BEAT);
    expect(stand.sent.map(({ bytes }) => bytes)).toContainEqual([0xf2, 32, 0]);
    expect(stand.sent.map(({ bytes }) => bytes)).toContainEqual([0xfb]);
  });

  it('counts in with clicks, and plays from the first beat', () => {
    const stand = new PerformanceStand({}, { countInBars: 1 }).start().run(120 + 5 * BEAT);
    const clicks = stand.sent.filter(({ bytes: [status] }) => status === 0x99);
    expect(clicks.map(({ bytes }) => bytes[1])).toEqual([76, 77, 77, 77]);
    expect(clicks[1].atMs - clicks[0].atMs).toBe(BEAT);
    const [first] = stand.sent.filter(({ bytes: [status] }) => status === 0x90);
    expect(first.atMs - clicks[0].atMs).toBe(4 * BEAT);
  });

  it('clicks on request and leaves no click sounding', () => {
    const stand = new PerformanceStand({ click: true, mode: 'answer' }).start().run(120 + 4 * BEAT);
    expect(stand.struck.slice(0, 4).map(({ pitch }) => pitch)).toEqual([76, 77, 77, 77]);
    stand.performer.close(stand.nowMs);
    expect(stand.open).toBe(0);
  });
});

describe('following another clock', () => {
  it('waits for Start, and plays on the beats of the clock', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start().run(1000);
    expect(stand.struck).toEqual([]);
    stand.play(0xfa);
    const startMs = stand.nowMs;
    clocks(stand, 24 * 8);
    expect(stand.struck.length).toBeGreaterThan(12);
    for (const { atMs } of stand.struck.slice(4)) {
      const phase = (atMs - startMs) / (BEAT / 2);
      expect(Math.abs(phase - Math.round(phase)) * (BEAT / 2)).toBeLessThan(3);
    }
  });

  it('falls silent at Stop and goes on at Continue', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start();
    stand.play(0xfa);
    clocks(stand, 24 * 6).play(0xfc);
    expect(stand.open).toBe(0);
    const count = stand.struck.length;
    stand.run(1000);
    expect(stand.struck).toHaveLength(count);
    stand.play(0xfb);
    clocks(stand, 24 * 6);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('waits in a pause of the clock, falls silent when it stays away, and goes on when it is back', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start();
    stand.play(0xfa);
    clocks(stand, 24 * 4).run(300);
    const count = stand.struck.length;
    stand.run(1000);
    expect(stand.struck).toHaveLength(count);
    stand.run(1700);
    expect(stand.open).toBe(0);
    expect(stand.told).toContainEqual(expect.objectContaining({ kind: 'notice', level: 'warning' }));
    clocks(stand, 24 * 4);
    expect(stand.struck.length).toBeGreaterThan(count + 4);
  });

  it('goes on at once after a pause of a second, at the very place where the clock is', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start();
    stand.play(0xfa);
    clocks(stand, 24 * 4).run(1000);
    const pausedMs = stand.nowMs;
    clocks(stand, 24 * 8);
    const late = stand.struck.filter(({ atMs }) => atMs > pausedMs + BEAT);
    expect(late.length).toBeGreaterThan(8);
    for (const { atMs } of late) {
      const phase = (atMs - pausedMs) / (BEAT / 2);
      expect(Math.abs(phase - Math.round(phase)) * (BEAT / 2)).toBeLessThan(3);
    }
  });

  it('does not race when clocks come all at once after seconds: what is overdue is dropped and counted', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start();
    stand.play(0xfa);
    clocks(stand, 24 * 8);
    const lateMs = stand.nowMs;
    stand.run(1900);
    const atOnceMs = stand.nowMs;
    for (let i = 0; i < 91; i++) stand.performer.onMidi([0xf8], lateMs + i * CLOCK, stand.nowMs);
    clocks(stand, 24 * 4);
    const burst = stand.struck.filter(({ atMs }) => atMs >= atOnceMs && atMs < atOnceMs + 100);
    expect(burst.length).toBeLessThanOrEqual(1);
    const health = stand.told.filter((event) => event.kind === 'health');
    expect(health.at(-1)!.health.lateNotes).toBeGreaterThan(2);
  });

  it('follows the one that sent Start, ignores the clocks of others and says so', () => {
    const inputNames = ['DAW', 'drum machine'];
    const stand = new PerformanceStand({}, { clockSource: 'external', inputNames }).start();
    stand.play(0xfa);
    const startMs = stand.nowMs;
    let [nextMs, otherMs] = [startMs, startMs];
    while (stand.nowMs < startMs + 8 * BEAT) {
      for (; nextMs <= stand.nowMs; nextMs += CLOCK) stand.performer.onMidi([0xf8], nextMs, stand.nowMs, 0);
      for (; otherMs <= stand.nowMs; otherMs += 29.3) stand.performer.onMidi([0xf8], otherMs, stand.nowMs, 1);
      stand.run(1);
    }
    for (const { atMs } of stand.struck.slice(4)) {
      const phase = (atMs - startMs) / (BEAT / 2);
      expect(Math.abs(phase - Math.round(phase)) * (BEAT / 2)).toBeLessThan(3);
    }
    const clockSources = { leader: 'DAW', ignored: ['drum machine'] };
    expect(stand.told).toContainEqual({ kind: 'clock-sources', clockSources });
    stand.performer.onMidi([], stand.nowMs, stand.nowMs, 0);
    expect(stand.open).toBe(0);
  });

  it('jumps with the song position: silence, then music at the new place in the bar', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start();
    stand.play(0xfa);
    clocks(stand, 24 * 4);
    const revisions = stand.composer.revisions.length;
    stand.play(0xf2, 4, 0);
    clocks(stand, 24 * 4);
    expect(stand.composer.revisions.length).toBeGreaterThan(revisions);
    const { fromTick } = stand.composer.revisions.at(-1)!;
    expect(fromTick % 1920).toBeGreaterThanOrEqual(480);
    expect(fromTick % 1920).toBeLessThan(600);
  });
});
