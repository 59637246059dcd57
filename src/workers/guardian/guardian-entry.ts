import { setTimeout as pause } from 'node:timers/promises';
import { loadMidi, type MidiLibrary } from '../../adapters/midi/midi-library.js';
import { matchPort } from '../../adapters/midi/port-names.js';
import { listenersOf, readSequencerPorts } from '../../adapters/midi/sequencer-clients.js';
import { silencingMessages } from '../../adapters/midi/silence-port.js';
import { endWithParent, onParentMessage, planOfProcess } from '../shared/parent-process.js';
import { guardianPlanSchema, toGuardianSchema, type GuardianPlan } from './guardian-messages.js';

/**
 * Process entry: watches the channel to the daemon. When it breaks without a word the daemon has been killed, and what
 * it left sounding is silenced.
 */

/** The virtual port's listeners are known only while it exists, so they are looked up this often. */
const LOOK_MS = 250;

/** Without the port they are those of before: the daemon is going, and its channel is about to break. */
const lookUp = ({ virtualName }: GuardianPlan, before: readonly string[]): readonly string[] =>
  virtualName === null ? before : (listenersOf(readSequencerPorts() ?? [], virtualName) ?? before);

/** A listener that reads slowly loses what is more than it can hold: ALSA gives it room for 200 messages. */
const MESSAGES_AT_ONCE = 64;
const PAUSE_MS = 5;

const silence = async (library: MidiLibrary, name: string, channels: readonly number[]): Promise<void> => {
  const output = new library.Output();
  try {
    output.openPortByName(name);
    for (const [i, message] of channels.flatMap(silencingMessages).entries()) {
      if (output.isPortOpen()) output.sendMessage([...message]);
      if ((i + 1) % MESSAGES_AT_ONCE === 0) await pause(PAUSE_MS);
    }
  } finally {
    output.destroy();
  }
};

const silenceAll = async (plan: GuardianPlan, listeners: readonly string[]): Promise<void> => {
  const access = await loadMidi();
  if (access.kind === 'unavailable') return;
  const names = access.library.Output.getPortNames();
  const listening = names.filter((name) => listeners.some((listener) => name.endsWith(` ${listener}`)));
  const hardware = plan.hardware.flatMap((part) => matchPort(part, names) ?? []);
  // one that cannot be opened keeps none of the others from falling silent
  await Promise.allSettled(
    [...new Set([...listening, ...hardware])].map((name) => silence(access.library, name, plan.channels)),
  );
};

const plan = planOfProcess(guardianPlanSchema);
let listeners = lookUp(plan, []);
let isDismissed = false;
const timer = setInterval(() => (listeners = lookUp(plan, listeners)), LOOK_MS);
onParentMessage(toGuardianSchema, () => (isDismissed = true));
// what ends all processes of a service at once must not keep this one from its work
endWithParent(() => {
  clearInterval(timer);
  if (!isDismissed) void silenceAll(plan, listeners);
}, ['SIGTERM', 'SIGHUP']);
