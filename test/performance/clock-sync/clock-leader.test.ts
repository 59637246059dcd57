import { describe, expect, it } from 'vitest';
import { ClockLeader } from '../../../src/performance/clock-sync/clock-leader.js';

const CLOCK = { kind: 'clock' } as const;
const START = { kind: 'start' } as const;
const CONTINUE = { kind: 'continue' } as const;
const STOP = { kind: 'stop' } as const;

describe('which clock leads', () => {
  it('is the first that sends clocks, until another sends Start', () => {
    const leader = new ClockLeader();
    leader.onMessage(CLOCK, 0, 0);
    leader.onMessage(CLOCK, 1, 5);
    expect(leader.takeChange()).toEqual({ leader: 0, ignored: [1] });
    leader.onMessage(START, 1, 10);
    expect(leader.onMessage(CLOCK, 1, 25)).toMatchObject([{ kind: 'run', tick: 0 }]);
    expect(leader.onMessage(CLOCK, 0, 26)).toEqual([]);
    expect(leader.takeChange()).toEqual({ leader: 1, ignored: [0] });
    expect(leader.takeChange()).toBeUndefined();
  });

  it('stays with the one that runs: Start, Stop and Song Position of others change nothing', () => {
    const leader = new ClockLeader();
    leader.onMessage(START, 0, 0);
    leader.onMessage(CLOCK, 0, 1);
    leader.onMessage(START, 1, 2);
    expect(leader.onMessage(STOP, 1, 3)).toEqual([]);
    leader.onMessage({ kind: 'song-position', sixteenths: 40 }, 1, 4);
    expect(leader.onMessage(CLOCK, 0, 20)).toMatchObject([{ kind: 'anchor', tick: 20 }]);
  });

  it('changes by Continue, from the place that was named before it, once the other has stopped', () => {
    const leader = new ClockLeader();
    leader.onMessage(START, 0, 0);
    leader.onMessage(CLOCK, 0, 1);
    expect(leader.onMessage(STOP, 0, 10)).toEqual([{ kind: 'stop' }]);
    leader.onMessage({ kind: 'song-position', sixteenths: 4 }, 1, 20);
    leader.onMessage(CONTINUE, 1, 21);
    expect(leader.onMessage(CLOCK, 1, 30)).toMatchObject([{ kind: 'run', tick: 480 }]);
  });

  it('is nobody when the one that led has gone, and its music is over', () => {
    const leader = new ClockLeader();
    leader.onMessage(START, 0, 0);
    leader.onMessage(CLOCK, 0, 1);
    expect(leader.gone(1)).toEqual([]);
    expect(leader.gone(0)).toEqual([{ kind: 'stop' }]);
    expect(leader.onMessage(CLOCK, 1, 30)).toEqual([]);
    expect(leader.takeChange()).toEqual({ leader: 1, ignored: [] });
  });
});
