import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { MidiLibrary } from '../adapters/midi/midi-library.js';
import type { Clock } from '../performance/clock.js';
import type { ComposerMessage } from './performance-messages.js';
import { Performer } from '../performance/performer.js';
import { EventBatch } from './event-batch.js';
import { MidiRing } from './midi-ring.js';
import type { FromPerformance, PerformanceWorkerData, ToPerformance } from './performance-messages.js';
import { PerformanceOutputs } from './performance-outputs.js';
import { WakeSignal } from './wake-signal.js';

/** Opening a port takes milliseconds: only where nothing is due so soon. */
const OPENING_MS = 15;

/** The loop of the thread that plays: it waits for news or for the next deadline, and for nothing else. */
export class PerformanceThread {
  readonly #clock: Clock;
  readonly #wake: WakeSignal;
  readonly #ring: MidiRing;
  readonly #main: MessagePort;
  readonly #performer: Performer;
  readonly #outputs: PerformanceOutputs;
  readonly #batch: EventBatch;
  readonly #autoStart: boolean;
  #composer: MessagePort | undefined;
  /** Names of the system's outputs that have not been looked at yet. */
  #names: readonly string[] | undefined;
  #stopped = false;

  constructor(data: PerformanceWorkerData, main: MessagePort, clock: Clock, library: MidiLibrary | undefined) {
    const { plan, wake, midi } = data;
    this.#clock = clock;
    this.#main = main;
    this.#wake = new WakeSignal(wake);
    this.#ring = new MidiRing(midi);
    this.#autoStart = plan.autoStart;
    this.#batch = new EventBatch((events) => this.#tell({ kind: 'events', events }));
    this.#performer = new Performer({
      clock,
      composer: { request: (request) => this.#composer?.postMessage(request) },
      tell: (event) => this.#batch.add(event, clock.nowMs()),
      controls: plan.controls,
      clockSource: plan.clockSource,
      countInBars: plan.countInBars,
      clickChannel: plan.clickChannel,
    });
    this.#outputs = new PerformanceOutputs(library, plan.outputs, this.#performer);
  }

  /** Plays until it is told to stop. */
  run(): void {
    this.#outputs.update([]);
    this.#tell({ kind: 'ready', ports: this.#outputs.ports });
    while (!this.#stopped) {
      this.#performer.sendDue();
      const seen = this.#wake.count;
      this.#hearNews();
      const deadlineMs = this.#performer.advance(this.#clock.nowMs());
      if (this.#batch.dueMs <= this.#clock.nowMs()) this.#batch.flush();
      this.#lookAtPorts();
      this.#wake.waitUntil(Math.min(deadlineMs, this.#batch.dueMs), seen, this.#clock);
    }
    this.#close();
  }

  #hearNews(): void {
    for (let heard = this.#ring.read(); heard; heard = this.#ring.read()) {
      this.#performer.hear(heard.bytes, heard.atMs, this.#clock.nowMs());
    }
    if (this.#composer) {
      for (let next = receiveMessageOnPort(this.#composer); next; next = receiveMessageOnPort(this.#composer)) {
        this.#performer.answered(next.message as ComposerMessage, this.#clock.nowMs());
      }
    }
    for (let next = receiveMessageOnPort(this.#main); next; next = receiveMessageOnPort(this.#main)) {
      this.#obey(next.message as ToPerformance);
    }
  }

  #obey(message: ToPerformance): void {
    const nowMs = this.#clock.nowMs();
    switch (message.kind) {
      case 'command':
        this.#performer.command(message.command, message.atMs, nowMs);
        return;
      case 'output-names':
        this.#names = message.names;
        return;
      case 'composer':
        this.#meet(message.port, nowMs);
        return;
      case 'stop':
        this.#stopped = true;
    }
  }

  /** The first composer begins the performance; a later one takes over where the one before fell silent. */
  #meet(port: MessagePort, nowMs: number): void {
    const isFirst = this.#composer === undefined;
    this.#composer?.close();
    this.#composer = port;
    if (!isFirst) this.#performer.composerReplaced(nowMs);
    else if (this.#autoStart) this.#performer.start(nowMs);
  }

  #lookAtPorts(): void {
    if (this.#names === undefined || this.#performer.nextSendMs - this.#clock.nowMs() < OPENING_MS) return;
    const changed = this.#outputs.update(this.#names);
    this.#names = undefined;
    if (changed) this.#batch.add({ kind: 'ports', ports: [...this.#outputs.ports] }, this.#clock.nowMs());
  }

  #close(): void {
    this.#performer.close(this.#clock.nowMs());
    this.#batch.flush();
    this.#outputs.close();
    this.#composer?.close();
    this.#tell({ kind: 'stopped' });
  }

  #tell(message: FromPerformance): void {
    this.#main.postMessage(message);
  }
}
