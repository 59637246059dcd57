import { loadMidi, VIRTUAL_PORT_REMEDY } from '../adapters/midi/midi-library.js';
import type { ComposerReady } from '../workers/composer/composer-host.js';
import { Daemon } from '../daemon/daemon.js';
import type { DaemonPlan } from '../daemon/daemon-plan.js';
import type { Snapshot } from '../protocol/live-event.js';
import { renderInProcess } from '../app/render/render-host.js';
import { trainInProcess } from '../app/train/train-host.js';
import { sendToParent } from '../workers/shared/parent-process.js';
import type { CommandIo } from './command-io.js';
import type { FromDetached } from './detach-messages.js';
import { openDashboard, pageLink } from './open-dashboard.js';
import { watchSignals } from './signals.js';
import { surviveFaults } from './survive-faults.js';
import type { StartOptions } from './start-options.js';

const portLine = ({ ports }: Snapshot, direction: 'in' | 'out'): string => {
  const own = ports.filter((port) => port.direction === direction);
  if (own.length === 0) return 'none';
  return own.map(({ name, connected }) => (connected ? `"${name}"` : `"${name}" (not connected)`)).join(', ');
};

const greeting = (snapshot: Snapshot, { engine, source }: ComposerReady, plan: DaemonPlan): string => {
  const { controls, recording, pageUrl } = snapshot;
  const { numerator, denominator } = controls.meter;
  const after = source === '' ? '' : `, after ${source}`;
  return [
    `${controls.composer} plays in mode ${controls.mode} at ${Math.round(controls.tempo)} bpm in ${numerator}/${denominator}${after}, seed ${plan.seed} (${engine})`,
    `outputs: ${portLine(snapshot, 'out')}`,
    `inputs: ${portLine(snapshot, 'in')}`,
    recording.file === null ? 'recording: off' : `recording: ${recording.file}`,
    pageUrl === null ? 'page: none' : `page: ${pageLink(pageUrl, plan.web?.token ?? '')}`,
    `control: ${plan.socketPath}`,
    '',
  ].join('\n');
};

const readyMessage = ({ pageUrl }: Snapshot, { socketPath, web }: DaemonPlan): FromDetached => ({
  kind: 'ready',
  socketPath,
  pageLink: pageUrl === null ? null : pageLink(pageUrl, web?.token ?? ''),
});

const warnWithoutMidi = async (plan: DaemonPlan, io: CommandIo): Promise<void> => {
  const access = await loadMidi();
  if (access.kind === 'available' && !access.virtualPorts && plan.outputs.every(({ kind }) => kind === 'virtual')) {
    io.stderr.write(`note: no virtual ports; the daemon plays silently and records. ${VIRTUAL_PORT_REMEDY}\n`);
  }
  if (access.kind === 'unavailable') {
    io.stderr.write(`note: no MIDI ports: ${access.reason}. The daemon plays silently and records. ${access.remedy}\n`);
  }
};

/** The dashboard on a terminal that can show one, unless the user wants plain lines. */
const dashboardFor = async (
  { pageUrl }: Snapshot,
  plan: DaemonPlan,
  { dashboard }: StartOptions,
  io: CommandIo,
  quit: () => void,
): Promise<{ close(): void } | undefined> => {
  if (!dashboard || !io.isInteractive || pageUrl === null || !plan.web) return undefined;
  return openDashboard({ pageUrl, token: plan.web.token, env: io.env, quit });
};

/** Runs the daemon until it is told to end. */
export const playLive = async (plan: DaemonPlan, options: StartOptions, io: CommandIo): Promise<void> => {
  await warnWithoutMidi(plan, io);
  const signals = watchSignals(() => options.endOnInterrupt && endPiece());
  let dashboard: { close(): void } | undefined;
  /** Lines between which a picture is drawn would spoil it; it shows notices itself. */
  const emit = (text: string): void => {
    if (!dashboard) io.stderr.write(`${text}\n`);
  };
  const fault = (part: string, cause: Error): void => emit(`${part}: ${cause.stack ?? cause.message}`);
  const daemon = new Daemon(plan, {
    now: () => new Date(io.now()),
    fault,
    notice: (level, text) => emit(level === 'info' ? text : `${level}: ${text}`),
    quit: signals.raise,
    startTraining: trainInProcess(fault),
    render: renderInProcess,
  });
  /** True where there is music to be brought to its end first. */
  const endPiece = (): boolean => {
    if (!isPlaying) return false;
    void daemon.endPiece().then(signals.raise);
    return true;
  };
  let isPlaying = false;
  const stopSurviving = surviveFaults(
    (cause) => fault('a fault that is survived', cause),
    () => io.now(),
  );
  try {
    const ready = await daemon.start();
    isPlaying = true;
    io.stdout.write(greeting(daemon.hub.snapshot, ready, plan));
    void sendToParent(readyMessage(daemon.hub.snapshot, plan)); // whoever started it in the background waits for this
    daemon.hub.subscribe(({ event }) => {
      if (event.kind === 'training') emit(event.training.message);
    });
    dashboard = await dashboardFor(daemon.hub.snapshot, plan, options, io, signals.interrupt);
    await signals.raised;
  } finally {
    dashboard?.close();
    dashboard = undefined;
    await daemon.stop();
    signals.close();
    stopSurviving();
  }
};
