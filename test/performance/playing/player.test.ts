import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposedEvent } from '../../../src/performance/composer.js';
import { MidiRoute, ReportingRoute, type OutputRoute } from '../../../src/performance/output/output-route.js';
import { Scheduler } from '../../../src/performance/output/scheduler.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { Player } from '../../../src/performance/playing/player.js';
import { Transport } from '../../../src/performance/transport/transport.js';
import { plainControls } from '../support/performance-stand.js';

/** At this tempo a tick is a millisecond. */
const BPM = 125;

const note = (tick: number, pitch: number, durationTicks = 100): ComposedEvent => ({
  kind: 'note',
  tick,
  pitch,
  durationTicks,
  velocity: 80,
  tempoRatio: null,
});

const stand = () => {
  const told: PerformanceEvent[] = [];
  const sent: { readonly atMs: number; readonly bytes: readonly number[] }[] = [];
  const scheduler = new Scheduler();
  let nowMs = 0;
  const output = { name: 'test', send: (bytes: readonly number[]) => sent.push({ atMs: nowMs, bytes }) };
  const route = new MidiRoute(output, { channel: 0, offsetMs: 0, clock: false });
  const routes: readonly OutputRoute[] = [new ReportingRoute((event) => told.push(event)), route];
  let controls = plainControls;
  const transport = new Transport({ bpm: BPM, meter: { numerator: 4, denominator: 4 } });
  transport.start(0, 0);
  const player = new Player(
    transport,
    scheduler,
    () => routes,
    (event) => told.push(event),
    () => controls,
  );
  const mute = (on: boolean): void => {
    controls = { ...controls, mute: on };
    if (on) player.silence(nowMs);
  };
  const runTo = (ms: number): void => {
    for (; nowMs <= ms; nowMs++) {
      player.commit(nowMs);
      scheduler.sendDue(nowMs);
    }
    nowMs = ms;
  };
  return { player, told, sent, runTo, route, mute };
};

const kinds = (told: readonly PerformanceEvent[]): string[] => told.map(({ kind }) => kind);

describe('the player', () => {
  it('ends a note early where a release says so, and no other', () => {
    const { player, sent, runTo } = stand();
    player.add([note(50, 60), note(50, 64), { kind: 'release', tick: 80, pitch: 60, tempoRatio: null }]);
    runTo(300);
    expect(sent.slice(2)).toEqual([
      { atMs: 79, bytes: [0x80, 60, 64] },
      { atMs: 149, bytes: [0x80, 64, 64] },
    ]);
  });

  it('strikes each note at its tick and releases it just before the tick where it ends', () => {
    const { player, sent, runTo } = stand();
    player.add([note(50, 60), note(100, 64)]);
    runTo(300);
    expect(sent).toEqual([
      { atMs: 50, bytes: [0x90, 60, 80] },
      { atMs: 100, bytes: [0x90, 64, 80] },
      { atMs: 149, bytes: [0x80, 60, 64] },
      { atMs: 199, bytes: [0x80, 64, 64] },
    ]);
    expect(player.isSounding).toBe(false);
  });

  it('plays what is inside the commit horizon even when all else is revoked', () => {
    const { player, sent, told, runTo } = stand();
    player.add([note(20, 60), note(200, 64)]);
    runTo(0);
    player.revoke(-Infinity);
    runTo(400);
    expect(sent.map(({ bytes }) => bytes[1])).toEqual([60, 60]);
    expect(told).toContainEqual({ kind: 'revoked', ids: [1] });
    expect(player.plan.kept).toBe(1);
  });

  it('cuts to silence at once, and what had not begun was never played', () => {
    const { player, sent, told, runTo } = stand();
    player.add([note(5, 60, 500), note(30, 64), note(400, 67)]);
    runTo(10);
    player.cut(10);
    runTo(800);
    expect(sent.map(({ bytes: [status, pitch] }) => [status, pitch])).toEqual([
      [0x90, 60],
      [0x80, 60],
    ]);
    expect(player.plan.kept).toBe(1);
    expect(kinds(told)).toEqual(['planned', 'note-on', 'note-off', 'revoked']);
  });

  it('holds what sounds, and releases it when the fermata is over', () => {
    const { player, sent, runTo } = stand();
    player.add([note(5, 60, 100)]);
    runTo(40);
    player.hold(true, 40);
    runTo(300);
    expect(sent).toHaveLength(1);
    player.hold(false, 300);
    runTo(400);
    expect(sent[1]).toEqual({ atMs: 300, bytes: [0x80, 60, 64] });
  });

  it('plays on unheard while muted', () => {
    const { player, sent, runTo, mute } = stand();
    player.add([note(5, 60, 500), note(100, 64), note(300, 67)]);
    runTo(50);
    mute(true);
    runTo(200);
    mute(false);
    runTo(600);
    expect(sent.map(({ bytes: [status, pitch] }) => [status, pitch])).toEqual([
      [0x90, 60],
      [0x80, 60],
      [0x90, 67],
      [0x80, 67],
    ]);
    expect(player.plan.kept).toBe(3);
  });

  const event = fc.record({
    tick: fc.nat(300),
    pitch: fc.integer({ min: 60, max: 63 }),
    length: fc.integer({ min: 1, max: 200 }),
  });

  it('releases every note it strikes, whatever overlaps and whenever it is cut', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.nat(400), (events, cutMs) => {
        const { player, sent, runTo, route } = stand();
        const sorted = [...events].sort((a, b) => a.tick - b.tick);
        player.add(sorted.map(({ tick, pitch, length }) => note(tick, pitch, length)));
        runTo(cutMs);
        player.cut(cutMs);
        runTo(cutMs + 10);
        expect(route.activeNotes.size).toBe(0);
        const balance = sent.reduce((sum, { bytes: [status] }) => sum + (status === 0x90 ? 1 : -1), 0);
        expect(balance).toBe(0);
        expect(player.plan.kept).toBe(sorted.filter(({ tick }) => tick <= cutMs).length);
      }),
    );
  });
});
