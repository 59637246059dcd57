import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { endWithParent, planOfProcess, sendToParent } from '../shared/parent-process.js';
import { inputKinds } from './input-kinds.js';
import { inputPlanSchema, type FromInputProcess, type InputPlan } from './input-messages.js';
import { OpenInputs } from './open-inputs.js';

/**
 * Process entry: hears the inputs, stamps what comes in, and watches the ports of the system come and go. A process of
 * its own, since the MIDI library prints where messages are lost: whoever owns it reads that, and no terminal shows it.
 */

/** Ports vanish without a word, so their names are asked for so often. */
const POLL_MS = 500;

const hear = (source: number, bytes: readonly number[]): void => {
  report({ kind: 'midi', source, atMs: monotonicClock.nowMs(), bytes });
};

const report = (message: FromInputProcess): void => {
  void sendToParent(message);
};

const serve = async (plan: InputPlan): Promise<void> => {
  const opened = await OpenInputs.open(plan, inputKinds, {
    onMessage: hear,
    onOutputNames: (names) => report({ kind: 'output-names', names }),
  });
  if (!process.connected) {
    opened.close();
    return;
  }
  inputs = opened;
  inputs.poll();
  report({ kind: 'ready', ports: inputs.ports });
  timer = setInterval(() => {
    if (opened.poll()) report({ kind: 'ports', ports: opened.ports });
  }, POLL_MS);
};

let inputs: OpenInputs | undefined;
let timer: NodeJS.Timeout | undefined;
// a signal to the whole group must not make it deaf before the music has ended
endWithParent(() => {
  clearInterval(timer);
  inputs?.close();
}, ['SIGTERM', 'SIGHUP']);

await serve(planOfProcess(inputPlanSchema));
