import { describe, expect, it } from 'vitest';
import { EventHub } from '../../src/daemon/event-hub.js';
import { Restarts } from '../../src/daemon/restarts.js';
import { applyEvent } from '../../src/daemon/snapshot-state.js';
import { readProgress } from '../../src/daemon/training-child.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { plainControls } from '../performance/support/performance-stand.js';

const snapshot: Snapshot = {
  protocol: 1,
  version: '0.1.0',
  pid: 1,
  nowMs: 0,
  upSeconds: 0,
  engine: 'test',
  composers: ['Chopin'],
  controls: plainControls,
  transport: {
    state: 'stopped',
    source: 'internal',
    tick: 0,
    atMs: 0,
    bpm: 120,
    meter: { numerator: 4, denominator: 4 },
    meterTick: 0,
    meterBar: 0,
  },
  health: { lateNotes: 0, lookaheadTicks: 0, stepMs: 0 },
  ports: [],
  recording: { on: false, file: null, sinceMs: 0 },
  training: null,
};

describe('the snapshot', () => {
  it('takes over what events tell', () => {
    const after = applyEvent(snapshot, { kind: 'controls', controls: { bpm: 90, mode: 'duet' }, tick: 0, atMs: 0 });
    expect(after.controls).toEqual({ ...plainControls, bpm: 90, mode: 'duet' });
  });

  it('knows the ports of both directions, though each is told for itself', () => {
    const port = (name: string, direction: 'in' | 'out', connected = true) =>
      ({ name, direction, kind: 'virtual', connected }) as const;
    let now = applyEvent(snapshot, { kind: 'ports', ports: [port('a', 'out')] });
    now = applyEvent(now, { kind: 'ports', ports: [port('b', 'in')] });
    now = applyEvent(now, { kind: 'ports', ports: [port('a', 'out', false)] });
    expect(now.ports).toEqual([port('b', 'in'), port('a', 'out', false)]);
  });
});

describe('the hub', () => {
  it('numbers events and tells all who listen, until they leave', () => {
    const hub = new EventHub(snapshot);
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
    const restarts = new Restarts();
    expect([0, 1000, 3000, 9000].map((ms) => restarts.died(ms))).toEqual([250, 1000, 4000, undefined]);
  });

  it('begins anew when it has run for a minute', () => {
    const restarts = new Restarts();
    restarts.died(0);
    restarts.died(10);
    expect(restarts.died(70_000)).toBe(250);
  });
});

describe('the progress of a training', () => {
  const before = {
    model: 'Mozart',
    state: 'running',
    pass: 0,
    passes: 0,
    trainingLoss: null,
    validationLoss: null,
    message: '',
  } as const;

  it('is read from its lines', () => {
    expect(readProgress('pass 2.65 of 60 · loss 11.301 · 9543 notes/s · 5:28 min left', before)).toMatchObject({
      pass: 2.65,
      passes: 60,
      trainingLoss: 11.301,
    });
    const line = 'pass 2 after 11 s: training 12.925, validation 10.785; 9.002 nats per note (best so far, saved)';
    expect(readProgress(line, before)).toMatchObject({ pass: 2, trainingLoss: 12.925, validationLoss: 10.785 });
    expect(readProgress('note: something else', before)).toBeUndefined();
  });
});
