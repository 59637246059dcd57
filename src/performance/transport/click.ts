import { barTicks } from '../../music/meter.js';
import { beatTicks, type Bars } from './bars.js';

/** One click of the metronome. */
export interface Click {
  readonly tick: number;
  /** Whether a bar begins. */
  readonly accent: boolean;
}

/** The clicks of the beats from a tick up to another, also before tick 0, where bars are counted in. */
export const clicksBetween = (bars: Bars, fromTick: number, toTick: number): readonly Click[] => {
  const clicks: Click[] = [];
  for (let tick = bars.next(fromTick, 'beat'); tick < toTick;) {
    const { tickInBar, meter } = bars.position(tick);
    clicks.push({ tick, accent: tickInBar === 0 });
    tick += Math.min(beatTicks(meter), barTicks(meter) - tickInBar);
  }
  return clicks;
};
