import { PROTOCOL_VERSION } from '../protocol/command.js';
import type { Controls } from '../protocol/controls.js';
import type { Snapshot } from '../protocol/live-event.js';
import type { ComposerReady } from '../workers/composer/composer-host.js';
import { initialAdaptation } from './online-learning/online-learner.js';
import type { DaemonPlan } from './daemon-plan.js';
import { playableState } from './playable-models.js';

/** Initial values: the user's choices, then the primer's, then the defaults. */
export const initialControls = (
  { defaults, askedControls, composer }: DaemonPlan,
  { bpm, numerator, denominator }: ComposerReady,
): Controls => ({ ...defaults, tempo: bpm, meter: { numerator, denominator }, ...askedControls, composer });

/** The daemon before anything has happened. */
export const initialSnapshot = (
  { version, models, lossHistory, bindings, adaptation }: DaemonPlan,
  controls: Controls,
  engine: string,
  pageUrl: string | null,
): Snapshot => ({
  protocol: PROTOCOL_VERSION,
  version,
  pid: process.pid,
  nowMs: 0,
  upSeconds: 0,
  engine,
  ...playableState(models),
  controls,
  transport: {
    state: 'stopped',
    source: 'internal',
    tick: 0,
    atMs: 0,
    bpm: controls.tempo,
    meter: controls.meter,
    meterTick: 0,
    meterBar: 0,
  },
  health: { lateNotes: 0, lookaheadTicks: 0, stepMs: 0, lostMessages: 0 },
  clockSources: { leader: null, ignored: [] },
  ports: [],
  recording: { on: false, file: null, sinceMs: 0 },
  training: null,
  lossHistory: [...lossHistory],
  planned: [],
  sounding: [],
  plan: [],
  endTick: null,
  clients: 0,
  verbatim: null,
  surface: { bindings: [...bindings], learning: null },
  likeness: null,
  schedules: [],
  adaptation: initialAdaptation(adaptation),
  pageUrl,
});
