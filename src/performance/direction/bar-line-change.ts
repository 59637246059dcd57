import type { ControlChange } from '../../protocol/controls.js';

/** Changes that wait for a bar line, so that music changes where a listener expects it. */
export const AT_BAR_LINE = ['mode', 'composer', 'meter'] as const satisfies readonly (keyof ControlChange)[];

/** Ahead of the bar line by this much the music after it is composed. */
const LEAD_MS = 400;
/** Nearer than this it is composed even if the music before the bar line is not all planned yet. */
const LAST_MS = 150;

/** Where the bar line is that a change waits for. */
export interface BarLine {
  readonly tick: number;
  readonly atMs: number;
}

/** Changes on their way: gathered until their model is ready, then bound for a bar line. */
export class BarLineChange {
  #change: ControlChange = {};
  #unprepared: string | undefined;
  #bar: BarLine | undefined;
  #composed = false;

  /** Adds to what waits. A composer waits until he is prepared. */
  add(change: ControlChange): void {
    this.#change = { ...this.#change, ...change };
    if (change.composer !== undefined) this.#unprepared = change.composer;
    this.#bar = undefined;
    this.#composed = false;
  }

  prepared(composer: string): void {
    if (this.#unprepared === composer) this.#unprepared = undefined;
  }

  /** The model cannot be used: the other changes go on without it. */
  refused(composer: string): void {
    if (this.#change.composer !== composer) return;
    const { composer: _, ...others } = this.#change;
    this.#change = others;
    this.#unprepared = undefined;
    this.#bar = undefined;
  }

  get change(): ControlChange {
    return this.#change;
  }

  get isReady(): boolean {
    return this.#unprepared === undefined && Object.keys(this.#change).length > 0;
  }

  /** The bar line it is bound for: chosen once, far enough ahead to compose beyond it. */
  barLine(nowMs: number, nextBarLine: (afterMs: number) => BarLine): BarLine {
    this.#bar ??= nextBarLine(nowMs + LEAD_MS);
    return this.#bar;
  }

  /** Whether it is time to compose what follows the bar line, once. */
  mustCompose(nowMs: number, { tick, atMs }: BarLine, composedTick: number): boolean {
    return !this.#composed && (composedTick >= tick || atMs - nowMs < LAST_MS);
  }

  composed(): void {
    this.#composed = true;
  }

  get isComposed(): boolean {
    return this.#composed;
  }

  /** What was composed beyond the bar line has been taken back. */
  recompose(): void {
    this.#composed = false;
  }

  /** It has taken place, or nothing is to wait any more. */
  clear(): void {
    this.#change = {};
    this.#unprepared = undefined;
    this.#bar = undefined;
    this.#composed = false;
  }
}
