import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { inputKinds } from './input-kinds.js';
import type { FromInput, InputPlan } from './input-messages.js';
import { messageLine, reportLine } from './input-lines.js';
import { OpenInputs } from './open-inputs.js';

/**
 * Process entry: hears the inputs, stamps what comes in, and watches the ports of the system come and go. A process of
 * its own, since the MIDI library prints where messages are lost: whoever owns it reads that, and no terminal shows it.
 */

/** Ports vanish without a word, so their names are asked for so often. */
const POLL_MS = 500;

const hear = (source: number, bytes: readonly number[]): void => {
  process.stdout.write(messageLine({ source, atMs: monotonicClock.nowMs(), bytes }));
};

const report = (message: FromInput): void => {
  process.stdout.write(reportLine(message));
};

const serve = async (plan: InputPlan): Promise<void> => {
  const inputs = await OpenInputs.open(plan, inputKinds, {
    onMessage: hear,
    onOutputNames: (names) => report({ kind: 'output-names', names }),
  });
  inputs.poll();
  report({ kind: 'ready', ports: inputs.ports });
  const timer = setInterval(() => {
    if (inputs.poll()) report({ kind: 'ports', ports: inputs.ports });
  }, POLL_MS);
  process.stdin.on('end', () => {
    clearInterval(timer);
    inputs.close();
  });
  process.stdin.resume();
};

// a signal to the whole group must not make it deaf before the music has ended; the end of the pipe ends it
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.stdout.on('error', () => process.exit()); // nobody hears any more

await serve(JSON.parse(process.argv[2]) as InputPlan);
