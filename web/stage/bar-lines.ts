import { PPQ } from '../../src/music/piece.js';
import type { TransportState } from '../../src/protocol/live-event.js';
import { msAtTick, tickAtMs } from '../../src/protocol/view/transport-time.js';

/** A bar line as it is drawn; bars are counted from 1, those of a count-in from 0 down. */
export interface BarLine {
  readonly bar: number;
  readonly atMs: number;
}

const barTicks = ({ meter }: TransportState): number => (meter.numerator * 4 * PPQ) / meter.denominator;

const lineOf = (transport: TransportState, count: number): BarLine => ({
  bar: transport.meterBar + count + 1,
  atMs: msAtTick(transport, transport.meterTick + count * barTicks(transport)),
});

const countAt = (transport: TransportState, ms: number): number =>
  (tickAtMs(transport, ms) - transport.meterTick) / barTicks(transport);

/** Bar lines between two moments of the daemon's clock, if the tempo stays as it is; none while the music is stopped. */
export const barLinesBetween = (transport: TransportState, fromMs: number, toMs: number): readonly BarLine[] => {
  if (transport.state === 'stopped') return [];
  const first = Math.ceil(countAt(transport, fromMs));
  const count = Math.max(Math.floor(countAt(transport, toMs)) - first + 1, 0);
  return Array.from({ length: count }, (_, i) => lineOf(transport, first + i));
};

/** The bar lines that have passed, kept where they were: a later tempo does not move them. */
export class PassedBarLines {
  readonly #keepMs: number;
  #untilMs = 0;
  #lines: readonly BarLine[] = [];

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** Those of the last while, the oldest first. */
  at(transport: TransportState, nowMs: number): readonly BarLine[] {
    const fromMs = Math.max(this.#untilMs, nowMs - this.#keepMs, transport.atMs - 1);
    const passed = barLinesBetween(transport, fromMs, nowMs).filter(({ atMs }) => atMs > this.#untilMs);
    this.#lines = [...this.#lines, ...passed].filter(({ atMs }) => atMs >= nowMs - this.#keepMs);
    this.#untilMs = nowMs;
    return this.#lines;
  }

  /** Another daemon, whose clock is another. */
  clear(): void {
    this.#untilMs = 0;
    this.#lines = [];
  }
}
