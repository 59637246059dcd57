import { DaemonNotRunningError } from '../adapters/control/control-client.js';
import { readToken } from '../adapters/web/token-file.js';
import type { Binding } from '../protocol/binding.js';
import { spokenName } from '../protocol/controls/control-names.js';
import { snapshotSchema, type Snapshot } from '../protocol/live-event.js';
import type { ScheduleState } from '../protocol/schedule.js';
import { playingText } from '../protocol/view/playable-text.js';
import { trainingText } from '../protocol/view/training-text.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import { durationText } from '../shared/duration-text.js';
import { pageLines } from './page-lines.js';
import type { SocketOptions } from './socket-option.js';
import { sendToDaemon } from './send-command.js';
import { tokenFiles } from './token-files.js';

/** `status` asked for what is not there: told apart from a failure by its exit code. */
class NoStatusError extends DaemonError {
  readonly code = 'DAEMON_NOT_RUNNING';
  override readonly exitCode = 3;
}

/** A moment as people here read it, to the minute. */
const localTime = (iso: string): string => {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
};

const scheduleText = ({ name, at, nextRun, lastRun }: ScheduleState): string => {
  const next = nextRun === null ? 'never comes' : `next ${localTime(nextRun)}`;
  return `${name} (${at}): ${next}${lastRun === null ? '' : `, last ${localTime(lastRun)}`}`;
};

/** MIDI channels are counted from 1 by people. */
const bindingText = ({ control, channel, controller }: Binding): string =>
  `${spokenName(control)}: controller ${controller} on channel ${channel + 1}`;

/** A headline over its lines; the ports are told of even where there are none. */
const listed = (name: string, lines: readonly string[]): readonly string[] => {
  if (lines.length === 0) return name === 'ports' ? ['ports: none'] : [];
  return [`${name}:`, ...lines.map((line) => `  ${line}`)];
};

/** How it adapts to the player; nothing where that is off and it has not. */
const adaptationText = ({ on, player, edition, latest }: Snapshot['adaptation']): readonly string[] => {
  if (!on && edition === 0) return [];
  const kept = player === null ? 'forgotten at the end' : `kept for ${player}`;
  const gain =
    latest === null ? '' : `, the latest ${latest.natsBefore.toFixed(3)} → ${latest.natsAfter.toFixed(3)} nats a note`;
  return [`adapting to you: ${on ? 'on' : 'off'}, ${kept}${gain}${edition === 0 ? '' : `; lesson ${edition} plays`}`];
};

const lossText = ({ lostMessages }: Snapshot['health']): string =>
  lostMessages === 0 ? '' : `, ${lostMessages} MIDI messages lost`;

/** Whose clock is followed; nothing where no other clock came. */
const clockText = ({ leader, ignored }: Snapshot['clockSources']): readonly string[] => {
  if (leader === null) return [];
  return [`clock: from "${leader}"${ignored.length === 0 ? '' : `, not from "${ignored.join('", "')}"`}`];
};

const trainingLines = (snapshot: Snapshot): readonly string[] => {
  const text = trainingText(snapshot);
  return text === null ? [] : [`training: ${text}`];
};

const describe = (snapshot: Snapshot, token: string): string => {
  const { controls, transport, health, clockSources, ports, recording } = snapshot;
  const { numerator, denominator } = transport.meter;
  const portList = ports.map(
    ({ name, direction, connected }) => `${direction} "${name}"${connected ? '' : ' (not there)'}`,
  );
  return [
    `running: pid ${snapshot.pid}, version ${snapshot.version}, up ${durationText(snapshot.upSeconds)}, ${snapshot.engine}`,
    `playing: ${controls.composer}, mode ${controls.mode}, ${transport.state}, ${transport.bpm.toFixed(1)} bpm (${transport.source} clock), ${numerator}/${denominator}`,
    `model: ${playingText(snapshot)}`,
    ...trainingLines(snapshot),
    `keeping up: ${health.lateNotes} late notes, ${health.stepMs.toFixed(2)} ms a step${lossText(health)}`,
    ...clockText(clockSources),
    ...adaptationText(snapshot.adaptation),
    recording.file === null ? 'recording: off' : `recording: ${recording.file}`,
    ...pageLines(snapshot, token),
    ...listed('ports', portList),
    ...listed('schedules', snapshot.schedules.map(scheduleText)),
    ...listed('controllers', snapshot.surface.bindings.map(bindingText)),
    '',
  ].join('\n');
};

/** The options of `status` as commander gives them. */
export interface StatusOptions extends SocketOptions {
  readonly json: boolean;
}

/** Prints what the daemon does. */
export const printStatus = async (options: StatusOptions, io: CommandIo): Promise<void> => {
  const result = await sendToDaemon({ kind: 'status' }, options, io).catch((error: unknown) => {
    throw error instanceof DaemonNotRunningError ? new NoStatusError(error.message) : error;
  });
  const snapshot = snapshotSchema.parse(result);
  const token = readToken(tokenFiles(io.env)) ?? '';
  io.stdout.write(options.json ? `${JSON.stringify(snapshot)}\n` : describe(snapshot, token));
};
