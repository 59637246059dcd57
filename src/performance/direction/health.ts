import type { Emit } from '../performance-event.js';

/** Interval of health reports; late notes are reported at once. */
const TELL_MS = 1000;

/** The values that change continuously. */
export interface Pace {
  readonly lookaheadTicks: number;
  readonly stepMs: number;
}

/** Counts losses and reports the health of the performance. */
export class Health {
  readonly #emit: Emit;
  readonly #pace: (nowMs: number) => Pace;
  #lateNotes = 0;
  #lostMessages = 0;
  #toldMs = -Infinity;
  #lossToldMs = -Infinity;

  constructor(emit: Emit, pace: (nowMs: number) => Pace) {
    this.#emit = emit;
    this.#pace = pace;
  }

  lateNotes(more: number, nowMs: number): void {
    this.#lateNotes += more;
    this.emit(nowMs);
  }

  /** Number of lost input messages since the start; reported once a second. */
  onLostMessages(count: number, nowMs: number): void {
    if (count === this.#lostMessages || nowMs - this.#lossToldMs < TELL_MS) return;
    this.#lossToldMs = nowMs;
    const more = count - this.#lostMessages;
    this.#lostMessages = count;
    this.emit(nowMs);
    const text = `At least ${more} MIDI messages came in too fast and were lost; keys that were held are released.`;
    this.#emit({ kind: 'notice', level: 'warning', text });
  }

  advance(nowMs: number): void {
    if (nowMs - this.#toldMs >= TELL_MS) this.emit(nowMs);
  }

  emit(nowMs: number): void {
    this.#toldMs = nowMs;
    const { lookaheadTicks, stepMs } = this.#pace(nowMs);
    const [lateNotes, lostMessages] = [this.#lateNotes, this.#lostMessages];
    this.#emit({ kind: 'health', health: { lateNotes, lookaheadTicks, stepMs, lostMessages } });
  }
}
