import type { ComposedEvent, Composer, ComposerAnswer, Revision } from '../composer.js';
import type { Emit } from '../performance-event.js';

/** Ticks requested at a time, so that the composer does not get a request in every loop. */
const ASK_TICKS = 120;

/** Where the music continues. */
export interface RevisionStart extends Omit<Revision, 'kind' | 'revision'> {
  /** Nothing is played from here on; Infinity for no end. */
  readonly endTick: number;
}

/** Tracks the revisions: which one is current, and how far music was requested and answered. */
export class RevisionTracker {
  readonly #composer: Composer;
  readonly #emit: Emit;
  #revision = 0;
  #fromTick = 0;
  #onTheDot = false;
  #endTick = 0;
  #askedTick = -Infinity;
  #composedTick = -Infinity;
  #stepMs = 0;
  #turnedMs = 0;
  #latencyMs = 0;

  constructor(composer: Composer, emit: Emit) {
    this.#composer = composer;
    this.#emit = emit;
  }

  /** Whether music is being composed, up to some end. */
  get isComposing(): boolean {
    return this.#composedTick < this.#endTick;
  }

  get fromTick(): number {
    return this.#fromTick;
  }

  /** Whether the first event must be at `fromTick`. */
  get isOnTheDot(): boolean {
    return this.#onTheDot;
  }

  get endTick(): number {
    return this.#endTick;
  }

  /** No later answer contains anything before this tick. */
  get composedTick(): number {
    return this.#composedTick;
  }

  /** Time per event of the composer, ms; 0 before its first answer. */
  get stepMs(): number {
    return this.#stepMs;
  }

  /** Time until the composer's first answer to the latest revision, ms. */
  get latencyMs(): number {
    return this.#latencyMs;
  }

  /** Starts a revision; answers to the old one are dropped. */
  start({ endTick, ...way }: RevisionStart, nowMs: number): void {
    const revision: Revision = {
      kind: 'revise',
      revision: ++this.#revision,
      ...way,
      fromTick: Math.ceil(way.fromTick),
    };
    this.#fromTick = revision.fromTick;
    this.#onTheDot = revision.onTheDot;
    this.#endTick = endTick;
    this.#turnedMs = nowMs;
    this.#askedTick = -Infinity;
    this.#composedTick = -Infinity;
    this.#composer.request(revision);
    this.#emit({ kind: 'revision', revision });
  }

  /** Whether a revision is the current one. */
  isCurrent(revision: number): boolean {
    return revision === this.#revision;
  }

  /** Nothing of this revision is played from a tick on. */
  endBy(tick: number): void {
    this.#endTick = Math.min(this.#endTick, tick);
  }

  /** Stops playing this revision, without informing the composer. */
  halt(): void {
    this.#endTick = -Infinity;
  }

  /** Asks for music up to `tick`, or to the end. */
  askUntil(tick: number): void {
    const untilTick = Math.ceil(Math.min(tick, this.#endTick) / ASK_TICKS) * ASK_TICKS;
    if (!this.isComposing || untilTick <= Math.max(this.#askedTick, this.#fromTick)) return;
    this.#askedTick = untilTick;
    this.#composer.request({ kind: 'compose', revision: this.#revision, untilTick });
  }

  /** The events of an answer that are still valid and before the end. */
  accept(
    { revision, events, stepMs }: Extract<ComposerAnswer, { kind: 'composed' }>,
    nowMs: number,
  ): readonly ComposedEvent[] {
    if (revision !== this.#revision || events.length === 0) return [];
    this.#stepMs = stepMs;
    if (this.#composedTick === -Infinity) this.#latencyMs = nowMs - this.#turnedMs;
    this.#composedTick = Math.max(this.#composedTick, events[events.length - 1].tick);
    return events.filter(({ tick }) => tick < this.#endTick);
  }
}
