import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, recordedNotes, replayedNotes } from '../../../src/app/replay/replay-differences.js';
import type { ComposedEvent } from '../../../src/performance/composer.js';
import { ReportingRoute } from '../../../src/performance/output/output-route.js';
import { Scheduler } from '../../../src/performance/output/scheduler.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { Player } from '../../../src/performance/playing/player.js';
import { swungTick, unswungTick } from '../../../src/performance/playing/swing.js';
import { sessionPiece } from '../../../src/performance/recording/session-piece.js';
import { Transport } from '../../../src/performance/transport/transport.js';
import { PerformanceStand, plainControls } from '../support/performance-stand.js';

const swing = fc.double({ min: 50, max: 75, noNaN: true });
const beat = fc.record({
  tick: fc.nat(20).map((n) => n * 480),
  ticks: fc.constantFrom(480, 720, 240),
  pairTicks: fc.constantFrom(480, 240),
});
/** A place of a beat, up to the next one. */
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a swung tick', () => {
  it('is the tick itself at 50', () => {
    fc.assert(
      fc.property(beat, share, (at, x) => {
        const tick = at.tick + x * at.ticks;
        expect(swungTick(tick, 50, at)).toBe(tick);
      }),
    );
  });

  it('comes later where it was later, and never before its own place', () => {
    fc.assert(
      fc.property(beat, swing, share, share, (at, percent, x, y) => {
        const [a, b] = [Math.min(x, y), Math.max(x, y)].map((each) => at.tick + each * at.ticks);
        expect(swungTick(a, percent, at)).toBeLessThanOrEqual(swungTick(b, percent, at) + 1e-9);
        expect(swungTick(a, percent, at)).toBeGreaterThanOrEqual(a - 1e-9);
      }),
    );
  });

  it('leads back to the tick that is written', () => {
    fc.assert(
      fc.property(beat, swing, share, (at, percent, x) => {
        const tick = at.tick + x * at.ticks;
        expect(unswungTick(swungTick(tick, percent, at), percent, at)).toBeCloseTo(tick, 6);
      }),
    );
  });

  it('has beats where they were, and the second of each pair at the share', () => {
    fc.assert(
      fc.property(beat, swing, (at, percent) => {
        const isPaired = at.ticks % at.pairTicks === 0;
        expect(swungTick(at.tick, percent, at)).toBe(at.tick);
        expect(swungTick(at.tick + at.ticks, percent, at)).toBeCloseTo(at.tick + at.ticks, 6);
        const off = at.tick + at.ticks - at.pairTicks / 2;
        const last = at.tick + at.ticks - at.pairTicks;
        expect(swungTick(off, percent, at)).toBeCloseTo(isPaired ? last + (percent / 100) * at.pairTicks : off, 6);
      }),
    );
  });

  it('keeps triplets and sixteenths in order around a triplet eighth', () => {
    const at = { tick: 960, ticks: 480, pairTicks: 480 };
    const places = [0, 120, 160, 240, 320, 360, 480].map((tick) => swungTick(960 + tick, 200 / 3, at) - 960);
    expect(places.map((tick) => Math.round(tick))).toEqual([0, 160, 213, 320, 373, 400, 480]);
  });
});

/** When notes at these ticks sound, ms from the start, at 125 a minute: straight, a tick a millisecond. */
const soundings = (ticks: readonly number[], percent: number, meter = { numerator: 4, denominator: 4 }) => {
  const told: PerformanceEvent[] = [];
  const emit = (event: PerformanceEvent): void => void told.push(event);
  const transport = new Transport({ bpm: 125, meter });
  transport.start(0, 0);
  const scheduler = new Scheduler();
  const routes = [new ReportingRoute(emit)];
  const player = new Player(
    transport,
    scheduler,
    () => routes,
    emit,
    () => ({ ...plainControls, swing: percent }),
  );
  const note = (tick: number): ComposedEvent => ({
    kind: 'note',
    tick,
    pitch: 60,
    durationTicks: 60,
    velocity: 80,
    tempoRatio: null,
  });
  player.add(ticks.map(note));
  for (let nowMs = 0; nowMs < 3000; nowMs++) {
    player.commit(nowMs);
    scheduler.sendDue(nowMs);
  }
  const timesOf = (kind: 'note-on' | 'note-off'): number[] =>
    told.flatMap((event) => (event.kind === kind ? [Math.round(event.atMs)] : []));
  return { ons: timesOf('note-on'), offs: timesOf('note-off') };
};

describe('what is swung', () => {
  it('is eighths in a beat of eighths, and sixteenths in a beat that has them', () => {
    expect(soundings([0, 240, 480, 600, 720, 840, 960, 1200], 75).ons).toEqual([0, 360, 480, 660, 720, 900, 960, 1320]);
  });

  it('is where a note ends as well', () => {
    // a millisecond before 60, 300 and 540, wherever these sound
    expect(soundings([0, 240, 480], 75).offs).toEqual([89, 389, 569]);
  });

  it('is no eighth of three, but sixteenths of them', () => {
    const meter = { numerator: 6, denominator: 8 };
    expect(soundings([0, 240, 480, 720, 840, 960], 75, meter).ons).toEqual([0, 240, 480, 720, 900, 960]);
  });
});

const BEAT = 500;
const notes = (stand: PerformanceStand) => stand.told.filter((event) => event.kind === 'note-on');

describe('a performance that swings', () => {
  it('sounds its eighths at the share of the beat, within a millisecond', () => {
    const stand = new PerformanceStand({ swing: 200 / 3 }).start().run(8 * BEAT);
    const { struck } = stand;
    expect(struck.length).toBeGreaterThan(14);
    for (const [i, { atMs }] of struck.entries()) {
      const due = Math.floor(i / 2) * BEAT + (i % 2) * BEAT * (2 / 3);
      expect(Math.abs(atMs - struck[0].atMs - due)).toBeLessThanOrEqual(1);
    }
  });

  it('is recorded as it sounds, and replayed as it is written', () => {
    const stand = new PerformanceStand({ swing: 60 }).start().run(8 * BEAT);
    stand.performer.close(stand.nowMs);
    const [, daemon] = sessionPiece(stand.told, 'swing').tracks;
    expect(daemon?.notes.slice(0, 4).map(({ tick }) => tick % 480)).toEqual([0, 288, 0, 288]);
    const kept = stand.told.findLast((event) => event.kind === 'end')?.kept ?? 0;
    const composed = Array.from({ length: kept }, (_, i): ComposedEvent => {
      return { kind: 'note', tick: i * 240, durationTicks: 200, pitch: 41, velocity: 80, tempoRatio: null };
    });
    expect(kept).toBeGreaterThan(14);
    expect(differences(recordedNotes(stand.told), replayedNotes(composed, stand.told))).toEqual([]);
  });

  it('leaves clock, click and the player where they are', () => {
    const play = (percent: number) => {
      const stand = new PerformanceStand({ swing: percent, click: true }, {}, true).start().run(2 * BEAT + 120);
      stand.play(0x90, 72, 90).run(2 * BEAT);
      const isOwn = ([status = 0, pitch]: readonly number[]): boolean =>
        (status & 0x0f) === 0 && pitch !== 72 && status < 0xf0;
      return {
        others: stand.sent.filter(({ bytes }) => !isOwn(bytes)),
        key: notes(stand).find(({ voice }) => voice === 'player'),
        beats: stand.told.filter(({ kind }) => kind === 'transport'),
      };
    };
    expect(play(75)).toEqual(play(50));
    expect(play(75).others.length).toBeGreaterThan(48);
  });

  it('changes with the beat, and whenever it is turned nothing is late, early or out of order', () => {
    const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 700 }), swing), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(turns, (list) => {
        const stand = new PerformanceStand().start();
        for (const [ms, percent] of list) stand.run(ms).command({ kind: 'set', controls: { swing: percent } });
        stand.run(2 * BEAT);
        const played = notes(stand);
        expect(played.map(({ scoreTick, tick }) => (scoreTick ?? tick) + 0)).toEqual(played.map((_, i) => i * 240));
        for (const [i, { atMs }] of played.entries()) {
          const sentMs = stand.struck[i]?.atMs ?? NaN;
          expect(sentMs - atMs).toBeGreaterThanOrEqual(0);
          expect(sentMs - atMs).toBeLessThan(1);
        }
        stand.performer.close(stand.nowMs);
        expect(stand.open).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
