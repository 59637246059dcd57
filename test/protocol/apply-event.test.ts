import { describe, expect, it } from 'vitest';
import { EventHub } from '../../src/daemon/event-hub.js';
import { RestartPolicy } from '../../src/daemon/restart-policy.js';
import { applyEvent } from '../../src/protocol/apply-event.js';
import type { LiveEvent } from '../../src/protocol/live-event.js';
import { plainControls } from '../performance/support/performance-stand.js';
import { plainSnapshot as snapshot } from './plain-snapshot.js';

const note = (id: number, tick: number) => ({ id, tick, durationTicks: 240, pitch: 60 + id, velocity: 70 });

const noteOn = (id: number | null, tick: number, pitch: number): LiveEvent => ({
  kind: 'note-on',
  voice: id === null ? 'player' : 'daemon',
  id,
  channel: 0,
  pitch,
  velocity: 70,
  tick,
  atMs: tick,
});

describe('the snapshot', () => {
  it('takes over what events tell', () => {
    const after = applyEvent(snapshot, { kind: 'controls', controls: { tempo: 90, mode: 'duet' }, tick: 0, atMs: 0 });
    expect(after.controls).toEqual({ ...plainControls, tempo: 90, mode: 'duet' });
  });

  it('knows how far what is played is as it was learned', () => {
    const verbatim = { notes: 9, longest: 12 };
    const now = applyEvent(snapshot, { kind: 'verbatim', verbatim });
    expect([snapshot.verbatim, now.verbatim]).toEqual([null, verbatim]);
    expect(applyEvent(now, { kind: 'verbatim', verbatim: null }).verbatim).toBeNull();
  });

  it('knows the ports of both directions, though each is told for itself', () => {
    const port = (name: string, direction: 'in' | 'out', connected = true) =>
      ({ name, direction, kind: 'virtual', connected }) as const;
    let now = applyEvent(snapshot, { kind: 'ports', ports: [port('a', 'out')] });
    now = applyEvent(now, { kind: 'ports', ports: [port('b', 'in')] });
    now = applyEvent(now, { kind: 'ports', ports: [port('a', 'out', false)] });
    expect(now.ports).toEqual([port('b', 'in'), port('a', 'out', false)]);
  });

  it('knows what is planned: neither what was revoked, nor what has begun, nor what was dropped', () => {
    const events: LiveEvent[] = [
      { kind: 'planned', notes: [note(3, 2000), note(1, 0), note(2, 480)] },
      { kind: 'planned', notes: [note(4, 2400)] },
      { kind: 'revoked', ids: [4] },
      noteOn(2, 480, 62),
    ];
    const now = events.reduce(applyEvent, snapshot);
    expect(now.planned.map(({ id }) => id)).toEqual([3]);
  });

  it('knows what sounds, of each voice and channel', () => {
    const off = { kind: 'note-off', voice: 'player', channel: 0, pitch: 60, tick: 9, atMs: 9 } as const;
    const events: LiveEvent[] = [noteOn(1, 0, 60), noteOn(null, 5, 60), noteOn(null, 6, 64), off];
    const now = events.reduce(applyEvent, snapshot);
    expect(now.sounding.map(({ voice, pitch }) => [voice, pitch])).toEqual([
      ['daemon', 60],
      ['player', 64],
    ]);
  });

  it('keeps the losses of a training, the latest word for each pass, and forgets those of the one before', () => {
    const training = { model: 'Bach', state: 'running', passes: 9, message: '', validationLoss: null } as const;
    const told = (pass: number, trainingLoss: number | null, validationLoss: number | null = null): LiveEvent => ({
      kind: 'training',
      training: { ...training, pass, trainingLoss, validationLoss },
    });
    const now = [told(0, null), told(1, 6), told(2, 5), told(2, 5, 5.5)].reduce(applyEvent, snapshot);
    expect(now.lossHistory).toEqual([
      { pass: 1, trainingLoss: 6, validationLoss: null },
      { pass: 2, trainingLoss: 5, validationLoss: 5.5 },
    ]);
    expect(applyEvent(now, told(0, null)).lossHistory).toEqual([]);
  });
});

describe('the hub', () => {
  it('numbers events and tells all who listen, until they leave', () => {
    const hub = new EventHub(snapshot, () => 1000);
    const heard: number[] = [];
    const leave = hub.subscribe(({ number }) => heard.push(number));
    hub.publish({ kind: 'revoked', ids: [1] });
    hub.publish({ kind: 'recording', recording: { on: true, file: 'x', sinceMs: 3 } });
    leave();
    hub.publish({ kind: 'revoked', ids: [2] });
    expect(heard).toEqual([1, 2]);
    expect(hub.snapshot.recording.file).toBe('x');
    expect(hub.number).toBe(3);
  });
});

describe('restarting what dies', () => {
  it('waits longer each time and gives up after the third', () => {
    const restarts = new RestartPolicy();
    expect([0, 1000, 3000, 9000].map((ms) => restarts.died(ms))).toEqual([250, 1000, 4000, undefined]);
  });

  it('begins anew when it has run for a minute', () => {
    const restarts = new RestartPolicy();
    restarts.died(0);
    restarts.died(10);
    expect(restarts.died(70_000)).toBe(250);
  });
});
