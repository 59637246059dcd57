import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { loadMidi, type AvailableMidi } from '../../adapters/midi/midi-library.js';
import { MidiSource } from '../../adapters/midi/midi-source.js';
import { byAddressFirst, foreignPorts } from '../../adapters/midi/port-names.js';
import { PortWatch } from '../../adapters/midi/port-watch.js';
import { endWithParent, planOfProcess, sendToParent } from '../shared/parent-process.js';
import { inputPlanSchema, type FromInputProcess, type InputPlan } from './input-messages.js';

/**
 * Process entry: hears MIDI inputs, stamps what comes in, and watches the ports of the system come and go. A process
 * of its own, since the library prints where messages are lost: whoever owns it reads that, and no terminal shows it.
 */

/** Ports vanish without a word, so their names are asked for so often. */
const POLL_MS = 500;

class InputPorts {
  readonly #plan: InputPlan;
  readonly #sources: readonly MidiSource[];
  readonly #watch: PortWatch;
  readonly #connected = new Map<MidiSource, readonly string[]>();
  #outputNames = '';

  constructor(midi: AvailableMidi, plan: InputPlan) {
    this.#plan = plan;
    this.#watch = new PortWatch(midi.library);
    this.#sources = plan.sources.map(
      (source, number) => new MidiSource(midi, source, plan.wantsClock, (bytes) => hear(number, bytes)),
    );
  }

  get ports(): Extract<FromInputProcess, { kind: 'ports' }>['ports'] {
    return this.#sources.map(({ port }) => port);
  }

  /** Whether inputs have come or gone. */
  poll(): boolean {
    const names = this.#watch.look();
    const inputs = foreignPorts(names.inputs, this.#plan.ownPorts);
    const outputs = foreignPorts(names.outputs, this.#plan.ownPorts);
    const known = outputs.join('\n');
    if (known !== this.#outputNames) report({ kind: 'output-names', names: outputs });
    this.#outputNames = known;
    for (const source of this.#sources) this.#noticeDisconnection(source);
    const changes = byAddressFirst(this.#sources, ({ plan }) => plan.name).map((source) => {
      const others = this.#sources.filter((other) => other !== source);
      return source.update(
        inputs,
        others.map(({ openName }) => openName),
      );
    });
    return changes.includes(true);
  }

  close(): void {
    for (const source of this.#sources) source.close();
  }

  /** Whoever was connected to a virtual input may have held keys; which they were nobody can tell. */
  #noticeDisconnection(source: MidiSource): void {
    if (source.plan.kind !== 'virtual') return;
    const now = this.#watch.connectedTo(source.plan.name);
    const before = this.#connected.get(source) ?? [];
    this.#connected.set(source, now);
    if (before.some((address) => !now.includes(address))) hear(this.#sources.indexOf(source), []);
  }
}

const hear = (source: number, bytes: readonly number[]): void => {
  report({ kind: 'midi', source, atMs: monotonicClock.nowMs(), bytes });
};

const report = (message: FromInputProcess): void => {
  void sendToParent(message);
};

const serve = async (plan: InputPlan): Promise<void> => {
  const access = await loadMidi();
  if (!process.connected) return;
  inputs = access.kind === 'available' ? new InputPorts(access, plan) : undefined;
  inputs?.poll();
  report({ kind: 'ready', ports: inputs?.ports ?? [] });
  timer = setInterval(() => {
    if (inputs?.poll()) report({ kind: 'ports', ports: inputs.ports });
  }, POLL_MS);
};

let inputs: InputPorts | undefined;
let timer: NodeJS.Timeout | undefined;
// a signal to the whole group must not make it deaf before the music has ended
endWithParent(() => {
  clearInterval(timer);
  inputs?.close();
}, ['SIGTERM', 'SIGHUP']);

await serve(planOfProcess(inputPlanSchema));
