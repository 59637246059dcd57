import { describe, expect, it } from 'vitest';
import type { ComposerRequest } from '../../../src/performance/composer.js';
import { RevisionTracker } from '../../../src/performance/playing/revision-tracker.js';
import { plainSettings } from '../support/made-revision.js';

const settings = plainSettings('Chopin');

const stand = () => {
  const requests: ComposerRequest[] = [];
  const revisions = new RevisionTracker({ request: (request) => requests.push(request) }, () => undefined);
  const turn = (fromTick: number, endTick = Infinity): void =>
    revisions.start({ kept: 0, heard: [], fromTick, onTheDot: false, piece: 0, ending: null, settings, endTick }, 0);
  return { requests, revisions, turn };
};

const note = (tick: number) =>
  ({ kind: 'note', tick, durationTicks: 10, pitch: 60, velocity: 80, tempoRatio: null }) as const;

const composed = (revision: number, ...ticks: number[]) =>
  ({ kind: 'composed', revision, events: ticks.map(note), stepMs: 1 }) as const;

describe('the course of the music', () => {
  it('drops answers to a course that was given up', () => {
    const { revisions, turn } = stand();
    turn(0);
    turn(480);
    expect(revisions.accept(composed(1, 0, 10), 0)).toEqual([]);
    expect(revisions.accept(composed(2, 480), 0)).toHaveLength(1);
  });

  it('asks once for each stretch of music', () => {
    const { requests, revisions, turn } = stand();
    turn(0);
    revisions.askUntil(500);
    revisions.askUntil(590);
    revisions.askUntil(610);
    expect(requests.slice(1)).toEqual([
      { kind: 'compose', revision: 1, untilTick: 600 },
      { kind: 'compose', revision: 1, untilTick: 720 },
    ]);
  });

  it('ends where it must: nothing later is asked for or played', () => {
    const { requests, revisions, turn } = stand();
    turn(0, 960);
    revisions.askUntil(5000);
    expect(requests.at(-1)).toEqual({ kind: 'compose', revision: 1, untilTick: 960 });
    expect(revisions.accept(composed(1, 900, 970), 0).map(({ tick }) => tick)).toEqual([900]);
    expect(revisions.isComposing).toBe(false);
  });

  it('only listens when there is no music to come', () => {
    const { requests, revisions, turn } = stand();
    turn(0, -Infinity);
    revisions.askUntil(5000);
    expect(requests.map(({ kind }) => kind)).toEqual(['revise']);
  });
});
