import type { Snapshot } from '../../src/protocol/live-event.js';
import { plainControls } from '../performance/support/performance-stand.js';

/** A daemon that has just been started. */
export const plainSnapshot: Snapshot = {
  protocol: 1,
  version: '0.1.0',
  pid: 1,
  nowMs: 0,
  upSeconds: 0,
  engine: 'test',
  composers: ['Chopin'],
  families: [],
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
  lossHistory: [],
  planned: [],
  sounding: [],
  clients: 0,
  verbatim: null,
  surface: { bindings: [], learning: null },
  likeness: null,
  schedules: [],
  lessons: { on: false, player: null, state: 'listening', edition: 0, latest: null },
  pageUrl: null,
};
