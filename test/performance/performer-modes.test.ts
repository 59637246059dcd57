import { describe, expect, it } from 'vitest';
import { PerformanceStand } from './support/performance-stand.js';

/** Milliseconds of a beat at 120 bpm. */
const BEAT = 500;

const intervals = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - times[i]);

describe('solo', () => {
  it('plays on by itself, in time', () => {
    const stand = new PerformanceStand().start().run(10 * BEAT);
    expect(stand.struck.length).toBeGreaterThan(16);
    expect(new Set(intervals(stand.struck.map(({ atMs }) => atMs)))).toEqual(new Set([BEAT / 2]));
  });

  it('takes what the player does into account at the next note, and never breaks off', () => {
    const stand = new PerformanceStand().start().run(4 * BEAT + 60);
    const before = stand.struck.at(-1)!.pitch;
    stand.play(0x90, 72, 80).run(60);
    stand.run(2 * BEAT);
    expect(stand.struck.at(-1)!.pitch).toBeGreaterThan(before);
    expect(new Set(intervals(stand.struck.map(({ atMs }) => atMs)))).toEqual(new Set([BEAT / 2]));
    expect(stand.composer.revisions.at(-1)!.heard).toMatchObject([{ kind: 'note', pitch: 72, durationTicks: null }]);
  });

  it('tells a chord as one revision', () => {
    const stand = new PerformanceStand().start().run(4 * BEAT);
    const before = stand.composer.revisions.length;
    stand.play(0x90, 60, 80).run(10).play(0x90, 64, 80).run(10).play(0x90, 67, 80).run(100);
    expect(stand.composer.revisions.length).toBe(before + 1);
    expect(stand.composer.revisions.at(-1)!.heard).toHaveLength(3);
  });
});

describe('answer', () => {
  const phrase = (stand: PerformanceStand): PerformanceStand =>
    stand.play(0x90, 60, 80).run(200).play(0x80, 60, 0).run(50).play(0x90, 64, 80).run(200).play(0x80, 64, 0);

  it('is silent until the player has played and paused', () => {
    const stand = new PerformanceStand({ mode: 'answer' }).start().run(8 * BEAT);
    expect(stand.struck).toEqual([]);
  });

  it('replies on the next beat after the gap', () => {
    const stand = new PerformanceStand({ mode: 'answer', answerGap: 250 }).start().run(2 * BEAT + 70);
    const startMs = stand.told.find((event) => event.kind === 'transport' && event.transport.state === 'running');
    phrase(stand);
    const pauseMs = stand.nowMs;
    stand.run(4 * BEAT);
    const [first] = stand.struck;
    const transport = startMs?.kind === 'transport' ? startMs.transport : undefined;
    expect(first.atMs).toBeGreaterThanOrEqual(pauseMs + 250);
    expect(first.atMs).toBeLessThanOrEqual(pauseMs + 250 + BEAT);
    expect((first.atMs - transport!.atMs) % BEAT).toBeCloseTo(0, 6);
  });

  it('replies after exactly the gap when it need not wait for a beat', () => {
    const stand = new PerformanceStand({ mode: 'answer', answerAt: 'now' }).start().run(2 * BEAT);
    phrase(stand);
    const pauseMs = stand.nowMs;
    stand.run(2 * BEAT);
    expect(stand.struck[0].atMs - pauseMs - 250).toBeGreaterThanOrEqual(0);
    expect(stand.struck[0].atMs - pauseMs - 250).toBeLessThanOrEqual(11);
  });

  it('falls silent at once when the player starts again, and replies again later', () => {
    const stand = new PerformanceStand({ mode: 'answer' }).start().run(2 * BEAT);
    phrase(stand).run(4 * BEAT + 30);
    expect(stand.struck.length).toBeGreaterThan(3);
    stand.play(0x90, 70, 80);
    expect(stand.open).toBe(0);
    const count = stand.struck.length;
    stand.run(3 * BEAT);
    expect(stand.struck).toHaveLength(count);
    stand.play(0x80, 70, 0).run(3 * BEAT);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('replies to a chord that is held for ever', () => {
    const stand = new PerformanceStand({ mode: 'answer' }).start().run(2 * BEAT);
    stand.play(0x90, 60, 80).run(14 * BEAT);
    expect(stand.struck.length).toBeGreaterThan(0);
  });

  it('ends a reply after so many bars', () => {
    const stand = new PerformanceStand({ mode: 'answer', answerBars: 1 }).start().run(2 * BEAT);
    phrase(stand).run(20 * BEAT);
    expect(stand.struck).toHaveLength(8);
    expect(stand.open).toBe(0);
  });

  it('tells the whole phrase with its durations before it replies', () => {
    const stand = new PerformanceStand({ mode: 'answer' }).start().run(2 * BEAT);
    phrase(stand).run(2 * BEAT);
    const heard = stand.composer.revisions.flatMap((revision) => revision.heard);
    const last = new Map(heard.flatMap((event) => (event.kind === 'note' ? [[event.pitch, event.durationTicks]] : [])));
    expect(last.get(60)).toBeCloseTo(192, 6);
    expect(last.get(64)).toBeCloseTo(192, 6);
  });

  it('takes its tempo from the phrase when it is to follow', () => {
    const stand = new PerformanceStand({ mode: 'answer', tempoMode: 'follow', answerGap: 500 }).start().run(2 * BEAT);
    for (let i = 0; i < 12; i++)
      stand
        .play(0x90, 60 + i, 80)
        .run(300)
        .play(0x80, 60 + i, 0)
        .run(300);
    stand.run(6 * BEAT);
    const told = stand.told.findLast(({ kind }) => kind === 'controls');
    const bpm = told?.kind === 'controls' ? told.controls.tempo : undefined;
    expect(bpm).toBeGreaterThan(97);
    expect(bpm).toBeLessThan(103);
    expect(intervals(stand.struck.map(({ atMs }) => atMs))[2]).toBeCloseTo(60_000 / bpm! / 2, -1);
  });
});

describe('duet', () => {
  it('plays in the register the player leaves free', () => {
    const stand = new PerformanceStand({ mode: 'duet' }).start().run(2 * BEAT);
    for (const pitch of [72, 76, 79]) stand.play(0x90, pitch, 80).run(100).play(0x80, pitch, 0).run(100);
    const register = stand.composer.revisions.at(-1)!.settings.register!;
    expect(register.highest).toBeLessThan(72);
    expect(register.highest - register.lowest).toBeGreaterThanOrEqual(11);
  });

  it('plans no more than a beat ahead', () => {
    const stand = new PerformanceStand({ mode: 'duet' }).start().run(4 * BEAT);
    const asked = stand.composer.requests.findLast(({ kind }) => kind === 'compose');
    const transport = stand.told.find(({ kind }) => kind === 'transport');
    const startMs = transport?.kind === 'transport' ? transport.transport.atMs : 0;
    const nowTick = ((stand.nowMs - startMs) / BEAT) * 480;
    expect(asked?.kind === 'compose' && asked.untilTick - nowTick).toBeLessThanOrEqual(480 + 120);
  });
});
