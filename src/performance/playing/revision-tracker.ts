import type { ComposedEvent, Composer, ComposerAnswer, Revision } from '../composer.js';
import type { Emit } from '../performance-event.js';

/** Music is asked for in pieces of this many ticks, so that a composer is not asked at every turn of the loop. */
const ASK_TICKS = 120;

/** Where the music is to go on. */
export interface RevisionStart extends Omit<Revision, 'kind' | 'revision'> {
  /** Nothing is played from here on; Infinity goes on for ever. */
  readonly endTick: number;
}

/** The conversation with the composer: which revision holds, and how far it has been asked and has answered. */
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

  /** Whether the first event must fall on `fromTick`. */
  get isOnTheDot(): boolean {
    return this.#onTheDot;
  }

  get endTick(): number {
    return this.#endTick;
  }

  /** No later answer holds anything before this tick. */
  get composedTick(): number {
    return this.#composedTick;
  }

  /** Time the composer takes for an event, ms; 0 before its first answer. */
  get stepMs(): number {
    return this.#stepMs;
  }

  /** How long the composer took to begin the latest course, ms. */
  get latencyMs(): number {
    return this.#latencyMs;
  }

  /** Sets a new course; answers to the old one are void. */
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

  /** Whether a revision is the one that holds. */
  isCurrent(revision: number): boolean {
    return revision === this.#revision;
  }

  /** Nothing of this course is played from a tick on. */
  endBy(tick: number): void {
    this.#endTick = Math.min(this.#endTick, tick);
  }

  /** Lets nothing more of this course be played; the composer need not know. */
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

  /** The events of an answer that still hold and lie before the end. */
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
