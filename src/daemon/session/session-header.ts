import { cpus } from 'node:os';
import type { SessionHeader } from '../../adapters/recording/session-schema.js';
import type { Controls } from '../../protocol/controls.js';
import type { DaemonPlan } from '../daemon-plan.js';
import { fileHashes } from './file-hashes.js';

/** What a session is played with, for its log. */
export const sessionHeader = async (
  { version, seed, composer, prime, models }: DaemonPlan,
  controls: Controls,
  engine: string,
  now: Date,
): Promise<SessionHeader> => ({
  format: 'music-lstm-session/1',
  startedAt: now.toISOString(),
  pid: process.pid,
  version,
  engine,
  cpu: cpus()[0]?.model ?? 'unknown',
  seed,
  composer,
  prime,
  models: await fileHashes(models),
  controls,
});
