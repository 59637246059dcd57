import type { ControlChange, Controls } from '../../protocol/controls.js';
import { isSameEdition, type Edition } from '../composer.js';
import type { Transport } from '../transport/transport.js';
import type { PerformanceContext } from '../performance-context.js';
import type { RevisionPlan } from './start-revision.js';

/** Music after the bar line is composed this far ahead of it. */
const LEAD_MS = 400;
/** Closer than this it is composed even if the music before the bar line is not completely planned. */
const LAST_MS = 150;

/** The bar line that a change waits for. */
export interface BarLine {
  readonly tick: number;
  readonly atMs: number;
}

/** What changes at a bar line: controls, or which edition of the composer plays. */
export type BarLineSettings = ControlChange & { readonly edition?: number };

/** Pending changes: collected until their model is ready, then assigned to a bar line. */
export class BarLineChange {
  #change: BarLineSettings = {};
  #unprepared: Edition | undefined;
  #bar: BarLine | undefined;
  #composed = false;

  /** Adds a pending change and waits until this edition is prepared. */
  add(change: BarLineSettings, unprepared?: Edition): void {
    this.#change = { ...this.#change, ...change };
    if (unprepared) this.#unprepared = unprepared;
    this.#bar = undefined;
    this.#composed = false;
  }

  onPrepared(edition: Edition): void {
    if (isSameEdition(this.#unprepared, edition)) this.#unprepared = undefined;
  }

  /** The model cannot be used, nor the tempo and metre that came with it; the other changes proceed. */
  onRefused(refused: Edition): void {
    const { composer = refused.composer, edition = refused.edition, ...others } = this.#change;
    const isPending = 'composer' in this.#change || 'edition' in this.#change;
    if (!isPending || !isSameEdition({ composer, edition }, refused)) return;
    const { tempo: _tempo, meter: _meter, ...rest } = others;
    this.#change = refused.composer === this.#change.composer ? rest : others;
    this.#unprepared = undefined;
    this.#bar = undefined;
  }

  get change(): BarLineSettings {
    return this.#change;
  }

  get isReady(): boolean {
    return this.#unprepared === undefined && Object.keys(this.#change).length > 0;
  }

  /** Its bar line: chosen once, far enough ahead to compose beyond it. */
  barLine(nowMs: number, transport: Transport): BarLine {
    if (this.#bar) return this.#bar;
    const tick = transport.bars.next(Math.max(0, transport.tickAtMs(nowMs + LEAD_MS)), 'bar');
    this.#bar = { tick, atMs: transport.msAtTick(tick) };
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

  /** The music composed beyond the bar line was withdrawn. */
  recompose(): void {
    this.#composed = false;
  }

  /** Applied, or cancelled. */
  clear(): void {
    this.#change = {};
    this.#unprepared = undefined;
    this.#bar = undefined;
    this.#composed = false;
  }
}

/** The revision beyond a bar line with the changes there; earlier music stays. */
export const revisionBeyond = (
  { revisions, controls, transport, edition: before }: PerformanceContext,
  { edition = before, ...change }: BarLineSettings,
  tick: number,
): RevisionPlan => {
  const next: Controls = { ...controls, ...change };
  if (next.meter !== controls.meter) transport.bars.change(next.meter, tick);
  const stillAnswering = controls.mode === 'answer' && next.mode === 'answer';
  const endTick = next.mode !== 'answer' ? Infinity : stillAnswering ? revisions.endTick : -Infinity;
  const fromTick = stillAnswering ? Math.max(tick, revisions.fromTick) : tick;
  return { fromTick, endTick, keepBeforeTick: tick, controls: next, edition, meterTick: tick };
};

/** At the bar line: applies the changes and publishes them. */
export const applyAtBarLine = (
  context: PerformanceContext,
  { edition, ...change }: BarLineSettings,
  bar: BarLine,
  nowMs: number,
): void => {
  context.controls = { ...context.controls, ...change };
  if (Object.keys(change).length > 0) context.emit({ kind: 'controls', controls: change, ...bar });
  if (change.tempo !== undefined) context.transport.setBpm(change.tempo, nowMs);
  if (edition !== undefined) {
    context.edition = edition;
    context.emit({ kind: 'edition', edition, ...bar });
  }
  if (!context.transport.isRunning && change.meter) context.transport.bars.change(change.meter, bar.tick);
};
