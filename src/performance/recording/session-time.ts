import { barTicks } from '../../music/meter.js';
import { PPQ, type MeterChange, type TempoChange } from '../../music/piece.js';
import type { TransportState } from '../../protocol/live-event.js';

const MS_PER_MINUTE = 60_000;

interface Anchor {
  readonly fileTick: number;
  readonly atMs: number;
  readonly bpm: number;
}

/**
 * The ticks of a recording, from the transport of a performance. Time never pauses or goes back: while the transport is
 * stopped it runs on at the last tempo, and when it resumes, the file continues at its next bar line. A count-in begins
 * the file.
 */
export class SessionTime {
  readonly tempos: TempoChange[] = [];
  readonly meters: MeterChange[] = [];
  #anchor: Anchor | undefined;
  #isRunning = false;
  /** File tick minus score tick. */
  #offset = 0;
  #latestTick = 0;
  #isEmpty = true;

  /** The latest file tick in use. */
  get latestTick(): number {
    return this.#latestTick;
  }

  follow(transport: TransportState): void {
    const nowTick = this.#anchor ? this.#tickAt(transport.atMs) : 0;
    if (transport.state === 'stopped') {
      this.#anchor = { fileTick: nowTick, atMs: transport.atMs, bpm: transport.bpm };
      this.#isRunning = false;
    } else {
      if (!this.#isRunning) this.#resume(transport, nowTick);
      this.#anchor = { fileTick: transport.tick + this.#offset, atMs: transport.atMs, bpm: transport.bpm };
      this.#isRunning = true;
    }
    this.#mapTempo(transport);
    this.#mapMeter(transport);
  }

  /** File tick of something on the score. */
  ofTick(tick: number): number {
    return this.#place(tick + this.#offset);
  }

  /** File tick of something at a time of the clock. */
  ofMs(atMs: number): number {
    return this.#place(this.#anchor ? this.#tickAt(atMs) : 0);
  }

  #place(fileTick: number): number {
    const tick = Math.max(0, Math.round(fileTick));
    this.#isEmpty = false;
    this.#latestTick = Math.max(this.#latestTick, tick);
    return tick;
  }

  #resume({ tick, meter }: TransportState, nowTick: number): void {
    const bar = barTicks(meter);
    const first = this.#isEmpty ? 0 : Math.max(nowTick, 0); // silence before the first event is not recorded
    this.#offset = Math.ceil((first - tick) / bar - 1e-6) * bar;
  }

  #tickAt(atMs: number): number {
    const { fileTick, atMs: fromMs, bpm } = this.#anchor ?? { fileTick: 0, atMs, bpm: 120 };
    return fileTick + ((atMs - fromMs) * bpm * PPQ) / MS_PER_MINUTE;
  }

  #mapTempo({ bpm }: TransportState): void {
    const tick = this.tempos.length === 0 ? 0 : Math.max(0, Math.round(this.#anchor?.fileTick ?? 0));
    while (this.tempos.length > 0 && this.tempos[this.tempos.length - 1].tick >= tick) this.tempos.pop();
    if (this.tempos.at(-1)?.bpm !== bpm) this.tempos.push({ tick, bpm });
  }

  #mapMeter({ meter, meterTick }: TransportState): void {
    const { numerator, denominator } = meter;
    const last = this.meters.at(-1);
    if (last?.numerator === numerator && last.denominator === denominator) return;
    const tick = last === undefined ? 0 : Math.max(0, Math.round(meterTick + this.#offset));
    while (this.meters.length > 0 && this.meters[this.meters.length - 1].tick >= tick) this.meters.pop();
    this.meters.push({ tick, numerator, denominator });
  }
}
