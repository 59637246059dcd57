import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { SYSTEM_RESET } from '../../performance/midi/midi-message.js';
import { countOverruns, parseInputLine } from './input-lines.js';
import type { FromInput, InputPlan, InputWorkerData, ToInput } from './input-messages.js';
import { MidiRing, type StampedMessage } from '../shared/midi-ring.js';
import { WakeSignal } from '../shared/wake-signal.js';

/** Thread entry: passes the input process's time-stamped messages to the performance thread. */

const ENTRY = fileURLToPath(new URL('./input-process-entry.js', import.meta.url));
/** Of what the process said last, to tell why it ended. */
const MOST_SAID = 2000;

class InputThread {
  readonly #sources: number;
  readonly #emit: (message: FromInput) => void;
  readonly #ring: MidiRing;
  readonly #wake: WakeSignal;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Sources of which messages were lost, so that releases may be among them. */
  readonly #lossy = new Set<number>();
  #said = '';
  #isStopped = false;

  constructor({ sources, wantsClock, ownPorts, midi, wake }: InputWorkerData, emit: (message: FromInput) => void) {
    this.#sources = sources.length;
    this.#emit = emit;
    this.#ring = new MidiRing(midi);
    this.#wake = new WakeSignal(wake);
    const plan: InputPlan = { sources, wantsClock, ownPorts };
    this.#child = spawn(process.execPath, [ENTRY, JSON.stringify(plan)], { stdio: ['pipe', 'pipe', 'pipe'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.#child.stdin.on('error', () => undefined); // its end tells more
  }

  /** Runs until it is stopped; throws where the process ends by itself. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', () => {
        if (this.#isStopped) resolve();
        else reject(new Error(`The process that hears MIDI inputs has ended: ${this.#said}`));
      });
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#child.stdin.end();
  }

  #take(line: string): void {
    const taken = parseInputLine(line);
    if (taken.kind === 'report') this.#emit(taken.report);
    else this.#hand(taken.message);
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
    this.#said = (this.#said + text).slice(-MOST_SAID);
    const overruns = countOverruns(text);
    if (overruns === 0) return;
    this.#ring.countDropped(overruns);
    for (let source = 0; source < this.#sources; source++) this.#letGo(source);
    this.#wake.ring();
  }
}

const serve = async (port: MessagePort): Promise<void> => {
  const thread = new InputThread(workerData as InputWorkerData, (message) => port.postMessage(message));
  port.on('message', (_message: ToInput) => thread.stop());
  await thread.run();
  port.postMessage({ kind: 'stopped' } satisfies FromInput);
  port.close();
};

if (parentPort) await serve(parentPort);
