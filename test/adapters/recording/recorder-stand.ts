import type { SessionHeader } from '../../../src/adapters/recording/session-schema.js';
import { SessionRecorder, type RecorderOptions } from '../../../src/adapters/recording/session-recorder.js';
import type { Recording } from '../../../src/protocol/live-event.js';
import { PerformanceStand, plainControls } from '../../performance/support/performance-stand.js';

/** No process has this number. */
export const NOBODY = 2 ** 30;

export const header = (pid = NOBODY): SessionHeader => ({
  format: 'music-lstm-session/1',
  startedAt: '2026-11-23T12:00:00.000Z',
  pid,
  version: '0.1.0',
  engine: 'test',
  cpu: 'test',
  seed: 1,
  composer: 'Chopin',
  prime: null,
  models: [],
  controls: plainControls,
});

/** Some seconds of music, ended. */
export const played = (ms = 3000): PerformanceStand => {
  const stand = new PerformanceStand().start().run(ms);
  stand.performer.close(stand.nowMs);
  return stand;
};

/** A recorder, what it said, and how it said that things stood. */
export const recorderStand = (folder: string, change: Partial<RecorderOptions> = {}) => {
  const said: string[] = [];
  const states: Recording[] = [];
  const recorder = new SessionRecorder({
    folder,
    elsewhere: `${folder}-elsewhere`,
    now: () => new Date(2026, 10, 23, 21, 4, 5),
    nowMs: () => 4000,
    changed: (state) => states.push(state),
    notice: (level, text) => said.push(`${level}: ${text}`),
    ...change,
  });
  return { recorder, said, states };
};
