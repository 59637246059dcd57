import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { SYSTEM_RESET } from '../../performance/midi/midi-message.js';
import { ChildProcess } from '../shared/child-process.js';
import { MidiRing, type StampedMessage } from '../shared/midi-ring.js';
import { WakeSignal } from '../shared/wake-signal.js';
import { countOverruns } from './count-overruns.js';
import {
  fromInputProcessSchema,
  type FromInput,
  type FromInputProcess,
  type InputPlan,
  type InputWorkerData,
  type ToInput,
} from './input-messages.js';

/** Thread entry: passes the input process's time-stamped messages to the performance thread. */

const ENTRY = new URL('./input-process-entry.js', import.meta.url);
/** A process that has not closed its ports by then is ended. */
const GRACE_MS = 2000;

class InputThread {
  readonly #sources: number;
  readonly #emit: (message: FromInput) => void;
  readonly #ring: MidiRing;
  readonly #wake: WakeSignal;
  readonly #process: ChildProcess<never, FromInputProcess>;
  /** Sources of which messages were lost, so that releases may be among them. */
  readonly #lossy = new Set<number>();

  /** `died` is called where the process ends by itself. */
  constructor(
    { sources, wantsClock, ownPorts, midi, wake }: InputWorkerData,
    emit: (message: FromInput) => void,
    died: (cause: Error) => void,
  ) {
    this.#sources = sources.length;
    this.#emit = emit;
    this.#ring = new MidiRing(midi);
    this.#wake = new WakeSignal(wake);
    const plan: InputPlan = { sources, wantsClock, ownPorts };
    this.#process = new ChildProcess(
      { entry: ENTRY, messages: fromInputProcessSchema, args: [JSON.stringify(plan)] },
      {
        message: (message) => this.#take(message),
        ended: ({ how, said }) => died(new Error(`The process that hears MIDI inputs has ended (${how}): ${said}`)),
        said: (text) => this.#read(text),
      },
    );
  }

  start(): void {
    this.#process.start();
  }

  stop(): Promise<void> {
    return this.#process.close(GRACE_MS);
  }

  #take(message: FromInputProcess): void {
    if (message.kind !== 'midi') {
      this.#emit(message);
      return;
    }
    this.#hand(message);
    this.#wake.ring();
  }

  #hand({ atMs, bytes, source }: StampedMessage): void {
    if (this.#ring.write(atMs, bytes, source)) this.#lossy.delete(source);
    else if (!this.#lossy.has(source)) {
      this.#lossy.add(source);
      this.#letGo(source);
    }
  }

  /** After lost messages, held notes are released, since a note-off may have been among them. */
  #letGo(source: number): void {
    this.#ring.write(monotonicClock.nowMs(), [SYSTEM_RESET], source);
  }

  #read(text: string): void {
    const overruns = countOverruns(text);
    if (overruns === 0) return;
    this.#ring.countDropped(overruns);
    for (let source = 0; source < this.#sources; source++) this.#letGo(source);
    this.#wake.ring();
  }
}

const serve = (port: MessagePort): void => {
  const thread = new InputThread(
    workerData as InputWorkerData,
    (message) => port.postMessage(message),
    (cause) => {
      throw cause; // ends this thread, and is told to who started it
    },
  );
  const end = async (): Promise<void> => {
    await thread.stop();
    port.postMessage({ kind: 'stopped' } satisfies FromInput);
    port.close();
  };
  port.on('message', (_message: ToInput) => void end());
  thread.start();
};

if (parentPort) serve(parentPort);
