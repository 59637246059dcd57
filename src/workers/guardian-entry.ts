import { readFileSync } from 'node:fs';
import { loadMidi, type MidiLibrary } from '../adapters/midi/midi-library.js';
import { matchPort } from '../adapters/midi/port-names.js';
import { subscribersOf } from '../adapters/midi/sequencer-clients.js';
import { silencingMessages } from '../adapters/midi/silence-port.js';
import { DISMISSED, guardianPlanSchema, type GuardianPlan } from './guardian-messages.js';

/**
 * Process entry: hangs on a pipe from the daemon. When the pipe ends without a word the daemon has been killed, and
 * what it left sounding is silenced.
 */

const CLIENTS = '/proc/asound/seq/clients';
/** Who listens to the virtual port is known only while it exists, so it is looked up so often. */
const LOOK_MS = 250;

const lookUp = ({ virtualName }: GuardianPlan, before: readonly string[]): readonly string[] => {
  if (virtualName === null || process.platform !== 'linux') return before;
  try {
    // a port that has just gone leaves its listeners as they were
    return subscribersOf(readFileSync(CLIENTS, 'utf8'), virtualName) ?? before;
  } catch {
    return before; // no sequencer, no listeners
  }
};

const silence = (library: MidiLibrary, name: string, channels: readonly number[]): void => {
  const output = new library.Output();
  output.openPortByName(name);
  if (output.isPortOpen()) {
    for (const message of channels.flatMap(silencingMessages)) output.sendMessage([...message]);
  }
  output.destroy();
};

const silenceAll = async (plan: GuardianPlan, listeners: readonly string[]): Promise<void> => {
  const access = await loadMidi();
  if (access.kind === 'unavailable') return;
  const names = access.library.Output.getPortNames();
  const listening = names.filter((name) => listeners.some((listener) => name.endsWith(` ${listener}`)));
  const hardware = plan.hardware.flatMap((part) => matchPort(part, names) ?? []);
  for (const name of new Set([...listening, ...hardware])) silence(access.library, name, plan.channels);
};

const plan = guardianPlanSchema.parse(JSON.parse(process.argv[2]));
let listeners = lookUp(plan, []);
let isDismissed = false;
const timer = setInterval(() => (listeners = lookUp(plan, listeners)), LOOK_MS);
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  if (text.includes(DISMISSED)) isDismissed = true;
});
process.stdin.on('end', () => {
  clearInterval(timer);
  if (!isDismissed) void silenceAll(plan, listeners);
});
