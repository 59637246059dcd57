import { setTimeout as pause } from 'node:timers/promises';
import type { Bindable, Binding } from '../protocol/binding.js';
import type { CommandOf } from '../protocol/command.js';
import { commandAnswers } from '../protocol/command-answers.js';
import { spokenName } from '../protocol/controls/control-names.js';
import type { Surface } from '../protocol/live-event.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import type { SocketOptions } from './socket-option.js';
import { sendToDaemon, type RemoteOutcome } from './send-command.js';

/** So long it waits for a controller to be moved. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 150;

/** Nobody has moved anything. */
class NothingMovedError extends DaemonError {
  readonly code = 'NOTHING_MOVED';

  constructor(control: Bindable) {
    super(
      `No controller was moved, so ${spokenName(control)} is as before. Is your controller one of the inputs that \`status\` lists? Open it with --in when you start.`,
    );
  }
}

const surfaceNow = async (options: SocketOptions, io: CommandIo): Promise<Surface> =>
  commandAnswers.status.parse(await sendToDaemon({ kind: 'status' }, options, io)).surface;

/** What a controller has taken, once one has; gives up waiting when time is up or the user wants to. */
const waitForController = async (control: Bindable, options: SocketOptions, io: CommandIo): Promise<Binding> => {
  const endMs = io.now() + PATIENCE_MS;
  const interruption = io.interruption();
  while (io.now() < endMs && !interruption.aborted) {
    const { learning, bindings } = await surfaceNow(options, io);
    const found = bindings.find((binding) => binding.control === control);
    if (learning === null && found) return found;
    if (learning !== control) break; // another client wants something else
    await pause(LOOK_MS);
  }
  await sendToDaemon({ kind: 'midi-learn', control: null }, options, io);
  throw new NothingMovedError(control);
};

/** Maps a control or an action to the controller that is moved next. */
export const midiLearn = async (
  command: CommandOf<'midi-learn'>,
  options: SocketOptions,
  io: CommandIo,
): Promise<RemoteOutcome> => {
  const answer = await sendToDaemon(command, options, io);
  const { control } = command;
  if (control === null) return { answer, text: null }; // it gives up waiting
  io.stderr.write(`Move the knob, fader or button that shall be ${spokenName(control)} …\n`);
  const binding = await waitForController(control, options, io);
  const { channel, controller } = binding;
  const text = `${spokenName(control)} is controller ${controller} on channel ${channel + 1} from now on.`;
  return { answer: binding, text };
};

/** Removes the mapping of a control or an action. */
export const midiUnlearn = async (control: Bindable, options: SocketOptions, io: CommandIo): Promise<RemoteOutcome> => {
  const answer = commandAnswers['midi-unlearn'].parse(
    await sendToDaemon({ kind: 'midi-unlearn', control }, options, io),
  );
  const { length } = answer.bindings;
  return { answer, text: length === 0 ? 'No controller is mapped.' : `${length} still mapped.` };
};
