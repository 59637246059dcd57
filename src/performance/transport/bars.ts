import {
  barPositionAtTick,
  barTicks,
  type BarPosition,
  type BarredMeter,
  type Meter,
  type MeterMap,
} from '../../music/meter.js';
import { PPQ } from '../../music/piece.js';

/** Older metre changes are no longer needed. */
const MOST_CHANGES = 16;

/** Ticks of a beat: a quarter, or in compound metres (6/8, 9/8, 12/8 and their kind) a dotted note of three. */
export const beatTicks = ({ numerator, denominator }: Meter): number =>
  denominator >= 8 && numerator >= 6 && numerator % 3 === 0 ? (3 * 4 * PPQ) / denominator : PPQ;

/** Bars and beats from a first bar line at tick 0, through changes of metre. */
export class Bars {
  #map: MeterMap;

  constructor(meter: Meter) {
    this.#map = [{ tick: 0, firstBar: 0, ...meter }];
  }

  /** Changes the metre from a bar line on; the same metre changes nothing. */
  change(meter: Meter, atTick: number): void {
    const at = this.position(atTick);
    if (at.meter.numerator === meter.numerator && at.meter.denominator === meter.denominator) return;
    const changed: BarredMeter = { tick: atTick, firstBar: at.bar, ...meter };
    this.#map = [...this.#map.filter(({ tick }) => tick < atTick), changed].slice(-MOST_CHANGES);
  }

  position(tick: number): BarPosition {
    return barPositionAtTick(this.#map, tick);
  }

  /** Length of the bar at a tick. */
  ticksAt(tick: number): number {
    return barTicks(this.position(tick).meter);
  }

  /** The first bar line, or beat of a bar, at a tick or after it. */
  next(tick: number, unit: 'beat' | 'bar'): number {
    const { tickInBar, meter } = this.position(tick);
    const barStart = tick - tickInBar;
    if (unit === 'bar') return tickInBar === 0 ? tick : barStart + barTicks(meter);
    const beat = beatTicks(meter);
    return Math.min(barStart + Math.ceil(tickInBar / beat) * beat, barStart + barTicks(meter));
  }
}
