import { lastAtOrBefore } from './last-at-or-before.js';
import { PPQ, type MeterChange } from './piece.js';

/** A time signature: bars of `numerator` notes of value 1/`denominator`. */
export type Meter = Pick<MeterChange, 'numerator' | 'denominator'>;

/** A metre change and the bar that it begins; bars count from 0. */
export interface BarredMeter extends MeterChange {
  readonly firstBar: number;
}

/** The metre changes of a piece with their bars, for `barPositionAtTick`: built once, queried often. */
export type MeterMap = readonly BarredMeter[];

/** A position in the music. */
export interface BarPosition {
  /** From 0. */
  readonly bar: number;
  /** From 0 to the length of the bar − 1. */
  readonly tickInBar: number;
  readonly meter: BarredMeter;
}

/** Ticks of one bar; 1920 in 4/4. Whole for denominators up to 128. */
export const barTicks = ({ numerator, denominator }: Meter): number => (numerator * 4 * PPQ) / denominator;

/** Counts the bars of a Piece. A metre change begins a new bar, even where it cuts one short. */
export const meterMap = (meters: readonly MeterChange[]): MeterMap => {
  let before: BarredMeter | undefined;
  return meters.map((meter) => {
    const firstBar =
      before === undefined ? 0 : before.firstBar + Math.ceil((meter.tick - before.tick) / barTicks(before));
    before = { ...meter, firstBar };
    return before;
  });
};

/** The bar, and the place in it, of a whole tick from 0 on. */
export const barPositionAtTick = (map: MeterMap, tick: number): BarPosition => {
  const meter = map[lastAtOrBefore(map, tick, (change) => change.tick)];
  const ticks = tick - meter.tick;
  const bars = Math.floor(ticks / barTicks(meter));
  return { bar: meter.firstBar + bars, tickInBar: ticks - bars * barTicks(meter), meter };
};

/** The tick on which a bar begins: the inverse of `barPositionAtTick`. */
export const tickOfBar = (map: MeterMap, bar: number): number => {
  const meter = map[lastAtOrBefore(map, bar, (change) => change.firstBar)];
  return meter.tick + (bar - meter.firstBar) * barTicks(meter);
};
