import { barTicks } from '../../music/meter.js';
import { beatTicks, type Bars } from './bars.js';

/** One click of the metronome. */
export interface Click {
  readonly tick: number;
  /** Whether a bar begins. */
  readonly accent: boolean;
}

/** The clicks of the beats in a tick range, including the count-in before tick 0. */
export const clicksBetween = (bars: Bars, fromTick: number, toTick: number): readonly Click[] => {
  const clicks: Click[] = [];
  for (let tick = bars.next(fromTick, 'beat'); tick < toTick;) {
    const { tickInBar, meter } = bars.position(tick);
    clicks.push({ tick, accent: tickInBar === 0 });
    tick += Math.min(beatTicks(meter), barTicks(meter) - tickInBar);
  }
  return clicks;
};
