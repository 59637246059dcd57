import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer } from '../../performance/composer.js';
import { Performer } from '../../performance/performer.js';
import { EventBatch } from './event-batch.js';
import { MidiRing } from '../shared/midi-ring.js';
import type { PlannedOutputs } from './output-kinds.js';
import type { FromPerformance, OutputPlan, PerformanceWorkerData, ToPerformance } from './performance-messages.js';
import { PerformanceOutputs } from './performance-outputs.js';
import { WakeSignal } from '../shared/wake-signal.js';

/** Opening a port takes milliseconds: only where nothing is due so soon, */
const OPENING_MS = 15;
/**
 * or after so long, where something is always due so soon, such as MIDI clock at a high tempo. Shorter than the time
 * between two lists of ports: one that went and came back must be seen to have gone.
 */
const OPENING_PATIENCE_MS = 250;

/** The loop of the performance thread: it waits only for a signal or the next deadline. */
export class PerformanceThread {
  readonly #clock: Clock;
  readonly #wake: WakeSignal;
  readonly #ring: MidiRing;
  readonly #main: MessagePort;
  readonly #performer: Performer;
  readonly #outputs: PerformanceOutputs;
  readonly #batch: EventBatch;
  readonly #autoStart: boolean;
  readonly #firstNames: readonly string[];
  #composer: MessagePort | undefined;
  /** Names of the system's outputs that have not been looked at yet. */
  #names: readonly string[] | undefined;
  #namesMs = 0;
  #stopped = false;

  constructor(
    data: PerformanceWorkerData,
    main: MessagePort,
    clock: Clock,
    outputs: readonly PlannedOutputs<OutputPlan>[],
  ) {
    const { plan, wake } = data;
    this.#clock = clock;
    this.#main = main;
    this.#wake = new WakeSignal(wake);
    this.#ring = new MidiRing(data.midi);
    this.#autoStart = plan.autoStart;
    this.#firstNames = data.outputNames;
    this.#batch = new EventBatch((events) => this.#emit({ kind: 'events', events }));
    this.#performer = new Performer({
      clock,
      composer: { request: (request) => this.#composer?.postMessage(request) },
      emit: (event) => this.#batch.add(event, clock.nowMs()),
      controls: plan.controls,
      edition: plan.edition,
      clockSource: plan.clockSource,
      countInBars: plan.countInBars,
      ...(plan.bars === null ? {} : { bars: plan.bars }),
      clickChannel: plan.clickChannel,
      inputNames: plan.inputNames,
    });
    this.#outputs = new PerformanceOutputs(outputs, this.#performer);
  }

  /** Plays until it is told to stop; a fault ends it too, but not before all is silent. */
  run(): void {
    this.#outputs.update(this.#firstNames);
    this.#emit({ kind: 'ready', ports: this.#outputs.ports });
    try {
      while (!this.#stopped) this.#step();
      this.#close();
    } catch (error) {
      this.#outputs.silence(this.#clock.nowMs());
      this.#batch.flush();
      throw error;
    }
  }

  #step(): void {
    this.#performer.sendDue();
    const seen = this.#wake.count;
    this.#readMessages();
    const deadlineMs = this.#performer.advance(this.#clock.nowMs());
    if (this.#batch.dueMs <= this.#clock.nowMs()) this.#batch.flush();
    this.#lookAtPorts();
    this.#wake.waitUntil(Math.min(deadlineMs, this.#batch.dueMs), seen, this.#clock);
  }

  #readMessages(): void {
    for (let heard = this.#ring.read(); heard; heard = this.#ring.read()) {
      this.#performer.onMidi(heard.bytes, heard.atMs, this.#clock.nowMs(), heard.source);
    }
    this.#performer.onLostMessages(this.#ring.dropped, this.#clock.nowMs());
    if (this.#composer) {
      for (let next = receiveMessageOnPort(this.#composer); next; next = receiveMessageOnPort(this.#composer)) {
        this.#performer.onAnswer(next.message as ComposerAnswer, this.#clock.nowMs());
      }
    }
    for (let next = receiveMessageOnPort(this.#main); next; next = receiveMessageOnPort(this.#main)) {
      this.#handleCommand(next.message as ToPerformance);
    }
  }

  #handleCommand(message: ToPerformance): void {
    const nowMs = this.#clock.nowMs();
    switch (message.kind) {
      case 'command':
        this.#performer.handleCommand(message.command, message.atMs, nowMs, message.source);
        return;
      case 'output-names':
        this.#namesMs = nowMs;
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
    if (!isFirst) this.#performer.onComposerReplaced(nowMs);
    else if (this.#autoStart) this.#performer.start(nowMs);
  }

  #lookAtPorts(): void {
    const nowMs = this.#clock.nowMs();
    const isBusy = this.#performer.nextSendMs - nowMs < OPENING_MS;
    if (this.#names === undefined || (isBusy && nowMs - this.#namesMs < OPENING_PATIENCE_MS)) return;
    const changed = this.#outputs.update(this.#names);
    this.#names = undefined;
    if (changed) this.#batch.add({ kind: 'ports', ports: [...this.#outputs.ports] }, nowMs);
  }

  #close(): void {
    this.#performer.close(this.#clock.nowMs());
    this.#batch.flush();
    this.#outputs.close();
    this.#composer?.close();
    this.#emit({ kind: 'stopped' });
  }

  #emit(message: FromPerformance): void {
    this.#main.postMessage(message);
  }
}
