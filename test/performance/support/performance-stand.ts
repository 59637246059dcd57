import type {
  ComposedEvent,
  Composer,
  ComposerAnswer,
  ComposerRequest,
  Revision,
} from '../../../src/performance/composer.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import type { PerformedCommand } from '../../../src/performance/performed-command.js';
import type { PerformerOptions } from '../../../src/performance/performer-options.js';
import { Performer } from '../../../src/performance/performer.js';
import { defaultControls, type Controls } from '../../../src/protocol/controls/control-declarations.js';

/** As declared, but at 120, on the grid, without limits, and with short answers. */
export const plainControls: Controls = {
  ...defaultControls(),
  tempo: 120,
  topP: 1,
  quoteLimit: null,
  expression: 0,
  answerGap: 250,
};

/** A composer of even eighths, whose pitch tells the revision: 40 + revision. Answers after a delay, ms. */
export class EighthsComposer implements Composer {
  readonly requests: ComposerRequest[] = [];
  delayMs = 2;
  readonly #answers: { readonly atMs: number; readonly answer: ComposerAnswer }[] = [];
  readonly #nowMs: () => number;
  #revision: Revision | undefined;
  #nextTick = 0;
  #lastTick = -Infinity;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  request(request: ComposerRequest): void {
    this.requests.push(request);
    switch (request.kind) {
      case 'revise':
        this.#revision = request;
        this.#lastTick = -Infinity;
        this.#nextTick = request.onTheDot ? request.fromTick : Math.ceil(request.fromTick / 240) * 240;
        return;
      case 'compose':
        this.#compose(request.untilTick);
        return;
      case 'prepare':
        this.#answer({ ...request, kind: 'prepared' });
    }
  }

  /** Answers that have arrived by now. */
  take(): readonly ComposerAnswer[] {
    const arrived = this.#answers.filter(({ atMs }) => atMs <= this.#nowMs());
    this.#answers.splice(0, arrived.length);
    return arrived.map(({ answer }) => answer);
  }

  get revisions(): readonly Revision[] {
    return this.requests.filter((request) => request.kind === 'revise');
  }

  #compose(untilTick: number): void {
    const { revision = 0 } = this.#revision ?? {};
    const events: ComposedEvent[] = [];
    while (this.#lastTick < untilTick) {
      const tick = this.#nextTick;
      events.push({ kind: 'note', tick, durationTicks: 200, pitch: 40 + revision, velocity: 80, tempoRatio: null });
      this.#lastTick = tick;
      this.#nextTick = (Math.floor(tick / 240) + 1) * 240;
    }
    this.#answer({ kind: 'composed', revision, events, stepMs: 1 });
  }

  #answer(answer: ComposerAnswer): void {
    this.#answers.push({ atMs: this.#nowMs() + this.delayMs, answer });
  }
}

/** A message as it left, and when. */
export interface Sent {
  readonly atMs: number;
  readonly bytes: readonly number[];
}

/** A whole performance on a clock that is turned by hand. */
export class PerformanceStand {
  readonly sent: Sent[] = [];
  readonly told: PerformanceEvent[] = [];
  readonly composer = new EighthsComposer(() => this.nowMs);
  readonly performer: Performer;
  nowMs = 1000;

  constructor(controls: Partial<Controls> = {}, options: Partial<PerformerOptions> = {}, sendsClock = false) {
    this.performer = new Performer({
      clock: { nowMs: () => this.nowMs },
      composer: this.composer,
      emit: (event) => this.told.push(event),
      controls: { ...plainControls, ...controls },
      clockSource: 'internal',
      countInBars: 0,
      clickChannel: 9,
      ...options,
    });
    const output = { name: 'test', send: (bytes: readonly number[]) => this.sent.push({ atMs: this.nowMs, bytes }) };
    this.performer.addOutput(output, { channel: 0, offsetMs: 0, clock: sendsClock });
  }

  start(): this {
    this.performer.start(this.nowMs);
    return this;
  }

  /** Lets time pass by whole milliseconds. */
  run(ms: number): this {
    const untilMs = this.nowMs + ms;
    while (this.nowMs < untilMs) {
      this.nowMs++;
      for (const answer of this.composer.take()) this.performer.onAnswer(answer, this.nowMs);
      this.performer.advance(this.nowMs);
    }
    return this;
  }

  play(...bytes: number[]): this {
    this.performer.onMidi(bytes, this.nowMs, this.nowMs);
    return this;
  }

  command(command: PerformedCommand): this {
    this.performer.handleCommand(command, this.nowMs, this.nowMs);
    return this;
  }

  /** Note-ons that left, as (ms, pitch). */
  get struck(): readonly { readonly atMs: number; readonly pitch: number }[] {
    return this.sent
      .filter(({ bytes: [status, , velocity] }) => (status & 0xf0) === 0x90 && velocity > 0)
      .map(({ atMs, bytes }) => ({ atMs, pitch: bytes[1] }));
  }

  /** Notes that were struck and not released. */
  get open(): number {
    const sounding = new Set<string>();
    for (const {
      bytes: [status, pitch],
    } of this.sent) {
      if ((status & 0xf0) === 0x90) sounding.add(`${status & 0x0f}:${pitch}`);
      if ((status & 0xf0) === 0x80) sounding.delete(`${status & 0x0f}:${pitch}`);
    }
    return sounding.size;
  }
}
