import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { loadMidi, type AvailableMidi } from '../adapters/midi/midi-library.js';
import { MidiSource } from '../adapters/midi/midi-source.js';
import { foreignPorts } from '../adapters/midi/port-names.js';
import { PortWatch } from '../adapters/midi/port-watch.js';
import type { FromInput, InputWorkerData, ToInput } from './input-messages.js';
import { MidiRing } from './midi-ring.js';
import { WakeSignal } from './wake-signal.js';

/** Thread entry: hears MIDI inputs, stamps what comes in, and watches the ports of the system come and go. */

/** Ports vanish without a word, so their names are asked for so often. */
const POLL_MS = 500;

class InputThread {
  readonly #data: InputWorkerData;
  readonly #tell: (message: FromInput) => void;
  readonly #ring: MidiRing;
  readonly #wake: WakeSignal;
  #sources: readonly MidiSource[] = [];
  #outputNames = '';
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(data: InputWorkerData, tell: (message: FromInput) => void) {
    this.#data = data;
    this.#tell = tell;
    this.#ring = new MidiRing(data.midi);
    this.#wake = new WakeSignal(data.wake);
  }

  async start(): Promise<void> {
    const access = await loadMidi();
    if (this.#isStopped) return;
    if (access.kind === 'available') this.#open(access);
    this.#tell({ kind: 'ready', ports: this.#sources.map(({ port }) => port) });
  }

  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#timer);
    for (const source of this.#sources) source.close();
    this.#sources = [];
    this.#tell({ kind: 'stopped' });
  }

  #open(midi: AvailableMidi): void {
    const { sources, wantsClock } = this.#data;
    const watch = new PortWatch(midi.library);
    this.#sources = sources.map((plan) => new MidiSource(midi, plan, wantsClock, (bytes) => this.#hear(bytes)));
    this.#poll(watch);
    this.#timer = setInterval(() => {
      if (this.#poll(watch)) this.#tell({ kind: 'ports', ports: this.#sources.map(({ port }) => port) });
    }, POLL_MS);
  }

  #hear(bytes: readonly number[]): void {
    this.#ring.write(monotonicClock.nowMs(), bytes);
    this.#wake.ring();
  }

  /** Whether inputs have come or gone. */
  #poll(watch: PortWatch): boolean {
    const names = watch.look();
    const inputs = foreignPorts(names.inputs, this.#data.ownPorts);
    const outputs = foreignPorts(names.outputs, this.#data.ownPorts);
    const known = outputs.join('\n');
    if (known !== this.#outputNames) this.#tell({ kind: 'output-names', names: outputs });
    this.#outputNames = known;
    return this.#sources.map((source) => source.update(inputs)).includes(true);
  }
}

const serve = (port: MessagePort): void => {
  const thread = new InputThread(workerData as InputWorkerData, (message) => port.postMessage(message));
  port.on('message', (_message: ToInput) => {
    thread.stop();
    port.close();
  });
  void thread.start();
};

if (parentPort) serve(parentPort);
