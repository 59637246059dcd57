import type { DaemonPlan } from '../daemon/daemon-plan.js';
import type { Snapshot } from '../protocol/live-event.js';
import { playingText } from '../protocol/view/playable-text.js';
import type { ComposerReady } from '../workers/composer/composer-host.js';
import { pageLines } from './page-lines.js';

const portLine = ({ ports }: Snapshot, direction: 'in' | 'out'): string => {
  const own = ports.filter((port) => port.direction === direction);
  if (own.length === 0) return 'none';
  return own.map(({ name, connected }) => (connected ? `"${name}"` : `"${name}" (not connected)`)).join(', ');
};

/** Who is being trained meanwhile, and who plays instead. */
const trainingLines = ({ training, composer }: DaemonPlan): readonly string[] => {
  if (!training) return [];
  const { composer: trained, data } = training;
  if (composer === trained) return [`training: ${trained} goes on from ${data}; the finished model takes over`];
  return [`training: there is no model of ${trained} yet, so it is trained from ${data}; ${composer} plays until then`];
};

/** What `start` says once it plays: who and with which model, where to, and where it is controlled. */
export const greeting = (snapshot: Snapshot, { engine, source }: ComposerReady, plan: DaemonPlan): string => {
  const { controls, recording } = snapshot;
  const { numerator, denominator } = controls.meter;
  const after = source === '' ? '' : `, after ${source}`;
  return [
    `${controls.composer} plays in mode ${controls.mode} at ${Math.round(controls.tempo)} bpm in ${numerator}/${denominator}${after}, seed ${plan.seed} (${engine})`,
    `model: ${playingText(snapshot)}`,
    ...trainingLines(plan),
    `outputs: ${portLine(snapshot, 'out')}`,
    `inputs: ${portLine(snapshot, 'in')}`,
    recording.file === null ? 'recording: off' : `recording: ${recording.file}`,
    ...pageLines(snapshot, plan.web?.token ?? ''),
    `control: ${plan.socketPath}`,
    '',
  ].join('\n');
};
