import { describe, expect, it } from 'vitest';
import type { ComposerAnswer } from '../../src/performance/composer.js';
import { PerformanceStand } from './support/performance-stand.js';

const BEAT = 500;
const BAR = 4 * BEAT;

const statesOf = (stand: PerformanceStand): string[] =>
  stand.told.flatMap((event) => (event.kind === 'transport' ? [event.transport.state] : []));
const endsOf = (stand: PerformanceStand) =>
  stand.told.flatMap((event) => (event.kind === 'ending' ? [event.endTick] : []));

/** The composer places the end at a tick. */
const place = (stand: PerformanceStand, tick: number, revision = stand.composer.revisions.at(-1)!.revision): void => {
  const answer: ComposerAnswer = { kind: 'ends', revision, tick };
  stand.performer.onAnswer(answer, stand.nowMs);
};

describe('the end of a piece', () => {
  it('is asked of the composer, and time stops where he places it', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'end', bars: 4 });
    const asked = stand.composer.revisions.at(-1)!;
    expect(asked.ending).toMatchObject({ kind: 'within', bars: 4 });
    place(stand, 4 * 1920);
    stand.run(6 * BAR);
    expect(statesOf(stand).at(-1)).toBe('stopped');
    expect(endsOf(stand)).toEqual([6 * 1920, 4 * 1920, null]);
    expect(stand.open).toBe(0);
    const lastMs = stand.struck.at(-1)!.atMs;
    const count = stand.struck.length;
    expect(lastMs).toBeLessThan(1060 + 4 * BAR);
    expect(stand.run(4 * BAR).struck).toHaveLength(count);
  });

  it('stays where it was placed when the music is turned meanwhile', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'end' });
    place(stand, 4 * 1920);
    stand.command({ kind: 'set', controls: { temperature: 0.5 } });
    expect(stand.composer.revisions.at(-1)!.ending).toEqual({ kind: 'at', tick: 4 * 1920 });
    place(stand, 9 * 1920, 1); // void by now
    stand.run(4 * BAR);
    expect(statesOf(stand).at(-1)).toBe('stopped');
  });

  it('comes at the latest behind the bars it was asked for, also where no composer answers', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'end', bars: 2 }).run(2 * BAR);
    expect(statesOf(stand).at(-1)).toBe('running');
    stand.run(BAR);
    expect(statesOf(stand).at(-1)).toBe('stopped');
  });

  it('lets another piece begin, and not before', () => {
    const stand = new PerformanceStand().start().run(BAR);
    expect(stand.composer.revisions.at(-1)!.piece).toBe(0);
    stand.command({ kind: 'end', bars: 1 }).run(4 * BAR);
    stand.command({ kind: 'transport', action: 'continue' }).run(BAR);
    expect(stand.composer.revisions.at(-1)).toMatchObject({ piece: 1, ending: null });
    expect(statesOf(stand).at(-1)).toBe('running');
  });

  it('is given up when the music is stopped before it, and the piece goes on', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.command({ kind: 'end' }).command({ kind: 'transport', action: 'stop' }).run(BAR);
    stand.command({ kind: 'transport', action: 'continue' }).run(BAR);
    expect(stand.composer.revisions.at(-1)).toMatchObject({ piece: 0, ending: null });
    expect(endsOf(stand).at(-1)).toBeNull();
  });

  it('is the next bar line while the daemon listens in answer mode', () => {
    const stand = new PerformanceStand({ mode: 'answer' }).start().run(BAR + BEAT);
    stand.command({ kind: 'end' }).run(BAR);
    expect(statesOf(stand).at(-1)).toBe('stopped');
    expect(stand.struck).toEqual([]);
  });

  it('comes by itself where pieces have a length, which a pause does not change', () => {
    const stand = new PerformanceStand({}, { bars: 4 }).start().run(BAR + BEAT);
    expect(stand.composer.revisions[0].ending).toEqual({ kind: 'at', tick: 4 * 1920 });
    stand.command({ kind: 'transport', action: 'stop' }).run(BAR);
    stand.command({ kind: 'transport', action: 'continue' }).run(1.5 * BAR);
    expect(statesOf(stand).at(-1)).toBe('running');
    stand.run(BAR);
    expect(statesOf(stand).at(-1)).toBe('stopped');
    stand.command({ kind: 'transport', action: 'start' }).run(BAR);
    expect(stand.composer.revisions.at(-1)).toMatchObject({ piece: 1, ending: { kind: 'at', tick: 8 * 1920 } });
  });

  it('does nothing while nothing plays', () => {
    const stand = new PerformanceStand({}, { clockSource: 'external' }).start().run(BAR);
    stand.command({ kind: 'end' }).run(BAR);
    expect(endsOf(stand)).toEqual([]);
  });
});

describe('what is planned', () => {
  it('is told with the numbers of the bars that it takes up, and is over with the piece', () => {
    const stand = new PerformanceStand().start().run(BAR);
    const bar = { tick: 4 * 1920, ticks: 1920, section: 'B', chords: [], cadence: 'half' } as const;
    const bars = [1920, -1920, null].map((returnsToTick) => ({ ...bar, returnsToTick }));
    stand.performer.onAnswer({ kind: 'planned', bars }, stand.nowMs);
    stand.command({ kind: 'end', bars: 1 }).run(4 * BAR);
    const told = stand.told.flatMap((event) => (event.kind === 'plan' ? [event.bars] : []));
    expect(told[0].map(({ returnsTo }) => returnsTo)).toEqual([2, null, null]);
    expect(told[0][0]).toEqual({ ...bar, returnsTo: 2 });
    expect(told[1]).toEqual([]);
  });
});
