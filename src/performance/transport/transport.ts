import type { Meter } from '../../music/meter.js';
import { lastAtOrBefore } from '../../music/last-at-or-before.js';
import { millisecondsAtTick, retime, tickAtMilliseconds, type TempoMap } from '../../music/tempo.js';
import { PPQ } from '../../music/piece.js';
import type { TransportState } from '../../protocol/live-event.js';
import { Bars } from './bars.js';
import { rampBpm, rampOver, tempoChanges, type RubatoRatio, type TempoRamp } from './tempo-plan.js';

/** Older tempos are dropped, since nothing arrives that late. */
const MEMORY_MS = 5000;
/** A correction of an external clock is spread over this time. */
const CORRECTION_MS = 100;
/** While correcting, time never runs slower than this share of its tempo, so that it never stops or goes back. */
const SLOWEST = 0.1;
/** Larger delays are corrected at once, because music would race. */
const JUMP_MS = 150;
/** Without clocks, music runs on for an eighth and stops there, since the source may have paused. */
const AHEAD_TICKS = 240;
/** Share of the tempo that counts as standing still. */
const STANDING = 1e-6;
/** An external tempo is published again when it has changed by more than this. */
const TOLD_TICKS = 1;

const MS_PER_MINUTE = 60_000;

const steady = (tick: number, bpm: number): TempoRamp => rampOver(tick, bpm, bpm, 0);

/** A position of an external clock: `tick` sounds at `atMs`, and music runs at `bpm`. */
export interface ClockAnchor {
  readonly tick: number;
  readonly atMs: number;
  readonly bpm: number;
}

/**
 * The transport: the only place where ticks become milliseconds. Every change takes effect from the current tick on and
 * moves nothing that has sounded; times are computed from anchors, so that errors do not accumulate.
 */
export class Transport {
  readonly bars: Bars;
  #running = false;
  #source: 'internal' | 'external' = 'internal';
  #map: TempoMap;
  #ramp: TempoRamp;
  #breaths: readonly RubatoRatio[] = [];
  #stoppedTick = 0;
  /** Tick of the latest start, which may be in the future. */
  #startTick = -Infinity;
  #told: TransportState | undefined;

  constructor({ bpm, meter }: { readonly bpm: number; readonly meter: Meter }) {
    this.bars = new Bars(meter);
    this.#ramp = steady(0, bpm);
    this.#map = [{ tick: 0, bpm, atMs: 0 }];
  }

  get isRunning(): boolean {
    return this.#running;
  }

  get source(): 'internal' | 'external' {
    return this.#source;
  }

  /** The set tempo, or the target of a ramp, in quarters per minute. */
  get bpm(): number {
    return this.#ramp.toBpm;
  }

  /** Fractional. Before a start that is still to come it is less than the tick that starts. */
  tickAtMs(ms: number): number {
    return this.#running ? tickAtMilliseconds(this.#map, ms) : this.#stoppedTick;
  }

  /** Infinity while stopped. */
  msAtTick(tick: number): number {
    return this.#running ? millisecondsAtTick(this.#map, tick) : Infinity;
  }

  /** `tick` sounds at `atMs`. Planned rubato after it stays. */
  start(atMs: number, tick: number): void {
    const { bpm } = this;
    this.#running = true;
    this.#startTick = tick;
    this.#ramp = steady(tick, bpm);
    this.#map = [{ tick, bpm, atMs }];
    this.#told = undefined;
    this.#plan(atMs);
  }

  stop(nowMs: number): void {
    this.#stoppedTick = this.tickAtMs(nowMs);
    this.#running = false;
    this.#breaths = [];
    this.#told = undefined;
  }

  setBpm(bpm: number, nowMs: number): void {
    this.#source = 'internal';
    this.#ramp = steady(this.#changeTick(nowMs), bpm);
    this.#plan(nowMs);
  }

  /** Changes the tempo gradually over some beats from now. */
  ramp(bpm: number, beats: number, nowMs: number): void {
    const fromTick = this.#changeTick(nowMs);
    this.#ramp = rampOver(fromTick, rampBpm(this.#ramp, fromTick), bpm, beats);
    this.#plan(nowMs);
  }

  /** Rubato: local tempo; parts in the past have no effect, and none under an external clock. */
  applyRubato(breath: RubatoRatio, nowMs: number): void {
    if (this.#source === 'external') return;
    this.#breaths = [...this.#breaths, breath];
    this.#plan(nowMs);
  }

  /** Removes rubato after a tick. */
  clearRubato(afterTick: number, nowMs: number): void {
    if (this.#breaths.every(({ toTick }) => toTick <= afterTick)) return;
    this.#breaths = this.#breaths.flatMap((breath) =>
      breath.fromTick >= afterTick ? [] : { ...breath, toTick: Math.min(breath.toTick, afterTick) },
    );
    this.#plan(nowMs);
  }

  /**
   * Follows another clock: reaches its position within a tenth of a second, or at once if far behind; returns true if
   * it jumped. It runs only a little beyond the anchor.
   */
  follow({ tick, atMs, bpm }: ClockAnchor, nowMs: number): boolean {
    this.#source = 'external';
    this.#breaths = [];
    const nowTick = this.tickAtMs(nowMs);
    this.#ramp = steady(nowTick, bpm);
    if (!this.#running) return false;
    const standsTick = tick + AHEAD_TICKS;
    const theirTick = Math.min(standsTick, tick + ((nowMs - atMs) * bpm * PPQ) / MS_PER_MINUTE);
    const missingMs = ((theirTick - nowTick) * MS_PER_MINUTE) / (PPQ * bpm);
    const jumps = missingMs > JUMP_MS;
    if (jumps) this.#map = [{ tick: theirTick, bpm, atMs: nowMs }];
    const fromTick = jumps ? theirTick : nowTick;
    const towards = jumps ? bpm : bpm * Math.max(SLOWEST, 1 + missingMs / CORRECTION_MS);
    const caughtUpTick = fromTick + (towards * PPQ * CORRECTION_MS) / MS_PER_MINUTE;
    const changes = [
      { tick: fromTick, bpm: towards },
      { tick: caughtUpTick, bpm },
    ].filter((change) => change.tick < standsTick);
    this.#replace(nowMs, fromTick, [...changes, { tick: Math.max(fromTick, standsTick), bpm: STANDING * bpm }]);
    return jumps;
  }

  snapshot(nowMs: number): TransportState {
    const tick = this.tickAtMs(nowMs);
    const running = tick < 0 ? 'count-in' : 'running';
    return {
      ...this.#barsAt(tick),
      state: this.#running ? running : 'stopped',
      source: this.#source,
      tick,
      atMs: nowMs,
      bpm: this.#running ? this.#map[lastAtOrBefore(this.#map, nowMs, ({ atMs }) => atMs)].bpm : this.bpm,
    };
  }

  /** The transport state, if it has changed since last reported: at tempo changes, starts and stops. */
  takeChanges(nowMs: number): readonly TransportState[] {
    const now = this.snapshot(nowMs);
    if (!this.#running) {
      if (this.#told?.tick === now.tick && this.#told.bpm === now.bpm) return [];
      this.#told = now;
      return [now];
    }
    if (this.#source === 'external') return this.#takeExternal(now);
    const since = this.#told;
    const passed = this.#map.filter(({ atMs, tick }) => atMs <= nowMs && (since === undefined || tick > since.tick));
    const told = passed.map(({ tick, atMs, bpm }): TransportState => {
      const state = tick < 0 ? 'count-in' : 'running';
      return { ...this.#barsAt(tick), state, source: 'internal', tick, atMs, bpm };
    });
    if (told.length === 0 && since !== undefined && since.meterTick !== now.meterTick) told.push(now);
    this.#told = told.at(-1) ?? since;
    return told;
  }

  #takeExternal(now: TransportState): readonly TransportState[] {
    if (this.#told) {
      const { tick, atMs, bpm } = this.#told;
      const told = tick + ((now.atMs - atMs) * bpm * PPQ) / MS_PER_MINUTE;
      if (Math.abs(told - now.tick) < TOLD_TICKS) return [];
    }
    const state = { ...now, bpm: this.bpm };
    this.#told = state;
    return [state];
  }

  #barsAt(tick: number): Pick<TransportState, 'meter' | 'meterTick' | 'meterBar'> {
    const { meter } = this.bars.position(tick);
    const { numerator, denominator } = meter;
    return {
      meter: { numerator, denominator },
      meterTick: meter.tick,
      meterBar: meter.firstBar,
    };
  }

  /** The current tick, or the start if that is in the future. */
  #changeTick(nowMs: number): number {
    return Math.max(this.tickAtMs(nowMs), this.#running ? this.#startTick : -Infinity);
  }

  #plan(nowMs: number): void {
    const fromTick = this.#changeTick(nowMs);
    this.#breaths = this.#breaths.filter(({ toTick }) => toTick > fromTick);
    this.#replace(nowMs, fromTick, tempoChanges(fromTick, this.#ramp, this.#breaths));
  }

  #replace(nowMs: number, fromTick: number, changes: Parameters<typeof retime>[2]): void {
    if (!this.#running) return;
    const first = lastAtOrBefore(this.#map, nowMs - MEMORY_MS, ({ atMs }) => atMs);
    this.#map = retime(this.#map.slice(first), fromTick, changes);
  }
}
