import type { Emit } from '../performance-event.js';

/** How the performance keeps up is told so often, and whenever it does not. */
const TELL_MS = 1000;

/** What of it changes from one moment to the next. */
export interface Pace {
  readonly lookaheadTicks: number;
  readonly stepMs: number;
}

/** Counts what was lost, and tells how the performance keeps up. */
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

  /** So many messages of the inputs were lost since the start; told once a second. */
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
