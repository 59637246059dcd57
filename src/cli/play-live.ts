import { shortCode, shortLink } from '../adapters/web/short-link.js';
import { loadMidi, VIRTUAL_PORT_REMEDY } from '../adapters/midi/midi-library.js';
import type { ComposerReady } from '../workers/composer/composer-host.js';
import { Daemon } from '../daemon/daemon.js';
import type { DaemonPlan } from '../daemon/daemon-plan.js';
import type { EventHub } from '../daemon/event-hub.js';
import type { HostCallbacks } from '../daemon/host-callbacks.js';
import type { Snapshot } from '../protocol/live-event.js';
import { renderInProcess } from '../app/render/render-host.js';
import { trainInProcess } from '../app/train/train-host.js';
import { errorLine } from '../shared/explain-error.js';
import { codeOf } from '../shared/system-error.js';
import { sendToParent } from '../workers/shared/parent-process.js';
import type { CommandIo } from './command-io.js';
import type { FromDetached } from './detach-messages.js';
import { greeting } from './greeting.js';
import { openLiveLog, type LiveLog } from './live-log.js';
import { openDashboard } from './open-dashboard.js';
import { showPage } from './show-page.js';
import { watchSignals } from './signals.js';
import { surviveFaults } from './survive-faults.js';
import type { StartOptions } from './start-options.js';

const linkOf = ({ pageUrl, pid }: Snapshot, { web }: DaemonPlan): string | null =>
  pageUrl === null || !web ? null : shortLink({ pageUrl, token: web.token, pid });

const readyMessage = (snapshot: Snapshot, plan: DaemonPlan): FromDetached => ({
  kind: 'ready',
  socketPath: plan.socketPath,
  pageLink: linkOf(snapshot, plan),
});

const warnWithoutMidi = async (plan: DaemonPlan, { log }: LiveLog): Promise<void> => {
  const note = (text: string): void => log.notice({ level: 'info', component: 'midi', text }, `note: ${text}`);
  const access = await loadMidi();
  if (access.kind === 'available' && !access.virtualPorts && plan.outputs.every(({ kind }) => kind === 'virtual')) {
    note(`no virtual ports; the daemon plays silently and records. ${VIRTUAL_PORT_REMEDY}`);
  }
  if (access.kind === 'unavailable') {
    note(`no MIDI ports: ${access.reason}. The daemon plays silently and records. ${access.remedy}`);
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

const logStart = ({ log }: LiveLog, { controls, pageUrl }: Snapshot, ready: ComposerReady, plan: DaemonPlan): void => {
  const { version, seed, socketPath } = plan;
  const { engine, source: primer } = ready;
  const { composer, mode, tempo } = controls;
  const model = { composer, engine, primer };
  log.record({ level: 'info', component: 'composer', text: `model loaded: ${composer}`, details: model });
  const details = { version, mode, tempo, seed, socketPath, pageUrl };
  log.record({ level: 'info', component: 'daemon', text: 'started', details });
};

/** Why the daemon cannot play: for the log, since the terminal shows it as any other error. */
const logFailure = ({ log }: LiveLog, error: unknown): void => {
  const details = { code: codeOf(error), err: error };
  log.record({ level: 'error', component: 'daemon', text: errorLine(error), details });
};

/** What is shown of a daemon beyond its lines. */
interface Shown {
  dashboard?: { close(): void } | undefined;
  hub?: EventHub;
}

/** What the daemon asks of this process. */
const hostOf = ({ log, events }: LiveLog, io: CommandIo, quit: () => void): HostCallbacks => {
  const fault = (part: string, cause: Error): void => log.fault(part, cause);
  return {
    now: () => new Date(io.now()),
    fault,
    notice: (level, text) => log.notice({ level: level === 'warning' ? 'warn' : level, component: 'daemon', text }),
    event: (event) => events.onEvent(event),
    command: (command, sender, error) => events.onCommand(command, sender, error),
    quit,
    startTraining: trainInProcess(fault),
    render: renderInProcess,
  };
};

const playLogged = async (
  plan: DaemonPlan,
  options: StartOptions,
  io: CommandIo,
  live: LiveLog,
  shown: Shown,
): Promise<void> => {
  await warnWithoutMidi(plan, live);
  const signals = watchSignals(() => options.endOnInterrupt && endPiece());
  const daemon = new Daemon(plan, hostOf(live, io, signals.raise));
  /** True where there is music to be brought to its end first. */
  const endPiece = (): boolean => {
    if (!shown.hub) return false;
    void daemon.endPiece().then(signals.raise);
    return true;
  };
  const stopSurviving = surviveFaults(
    (cause) => live.log.fault('a fault that is survived', cause),
    () => io.now(),
  );
  try {
    const ready = await daemon.start();
    shown.hub = daemon.hub;
    const { snapshot } = daemon.hub;
    io.stdout.write(greeting(snapshot, ready, plan));
    void sendToParent(readyMessage(snapshot, plan)); // whoever started it in the background waits for this
    logStart(live, snapshot, ready, plan);
    shown.dashboard = await dashboardFor(snapshot, plan, options, io, signals.interrupt);
    await showPage(linkOf(snapshot, plan), { open: options.open, hasDashboard: shown.dashboard !== undefined }, io);
    await signals.raised;
  } catch (error) {
    logFailure(live, error);
    throw error;
  } finally {
    shown.dashboard?.close();
    shown.dashboard = undefined;
    await daemon.stop();
    signals.close();
    stopSurviving();
    live.log.record({ level: 'info', component: 'daemon', text: 'stopped' });
  }
};

/** What opens the page stands in no log. */
const secretsOf = ({ web }: DaemonPlan): readonly string[] =>
  web ? [web.token, shortCode({ token: web.token, pid: process.pid })] : [];

/** Runs the daemon until it is told to end. */
export const playLive = async (plan: DaemonPlan, options: StartOptions, io: CommandIo): Promise<void> => {
  const shown: Shown = {};
  /** Lines between which a picture is drawn would spoil it; it shows notices itself. */
  const print = (text: string): void => {
    if (!shown.dashboard) io.stderr.write(`${text}\n`);
  };
  const failed = (text: string): void => {
    print(`warning: ${text}`);
    shown.hub?.publish({ kind: 'notice', level: 'warning', text });
  };
  const { logLevel: level, logFile: file } = options;
  const live = await openLiveLog({ level, file, secrets: secretsOf(plan) }, print, failed);
  try {
    await playLogged(plan, options, io, live, shown);
  } finally {
    await live.close();
  }
};
