import { barTicks } from '../../music/meter.js';
import { PPQ } from '../../music/piece.js';
import { beatTicks, type Bars } from '../transport/bars.js';
import type { PlannedEvent } from './note-queue.js';

/** A beat, and the length of the pairs of even notes in it whose second is moved: an eighth or a sixteenth each. */
export interface PairedBeat {
  readonly tick: number;
  readonly ticks: number;
  readonly pairTicks: number;
}

const STRAIGHT = 50;
/** Two eighths, two sixteenths. */
const EIGHTHS = PPQ;
const SIXTEENTHS = PPQ / 2;
/** Notes whose ends are still to come lie in one of so many beats. */
const MOST_BEATS = 4;

/** Within a pair, `from` goes to `to` (shares of the pair) and what lies on either side is stretched evenly. */
const bent = (tick: number, beat: PairedBeat, from: number, to: number): number => {
  if (from === to || beat.ticks % beat.pairTicks !== 0) return tick;
  const pairTick = beat.tick + Math.floor((tick - beat.tick) / beat.pairTicks) * beat.pairTicks;
  const share = (tick - pairTick) / beat.pairTicks;
  const moved = share < from ? (share * to) / from : to + ((share - from) * (1 - to)) / (1 - from);
  return pairTick + moved * beat.pairTicks;
};

/**
 * Where a tick of the score sounds: the middle of each pair at `swing` percent of it, beats where they were, all else
 * in order between. A beat that is not of whole pairs is straight.
 */
export const swungTick = (tick: number, swing: number, beat: PairedBeat): number =>
  bent(tick, beat, STRAIGHT / 100, swing / 100);

/** The tick of the score that sounds at a tick: the inverse of `swungTick`. */
export const unswungTick = (tick: number, swing: number, beat: PairedBeat): number =>
  bent(tick, beat, swing / 100, STRAIGHT / 100);

/** Whether the music of a beat moves in sixteenths: some note of it begins on an odd one. */
const movesInSixteenths = (from: number, ticks: number, planned: readonly PlannedEvent[]): boolean =>
  planned.some(({ event: { kind, tick } }) => {
    const isWithin = kind === 'note' && tick >= from && tick < from + ticks;
    return isWithin && (tick - from) % SIXTEENTHS === SIXTEENTHS / 2;
  });

/**
 * Swing moves what the daemon plays, and nothing else: it lies between the plan, which stays as it is composed, and the
 * transport. So the moved places go through every tempo, ramp and rubato like any others, while clock, click, bars
 * and the place of the player's keys, which ask the transport itself, stay straight. The network hears and is
 * replayed what is written.
 *
 * How a beat is swung is settled as it comes within the commit horizon and holds to its end: were it to change
 * between two notes of a beat, the second could be due before now. A control that is turned is heard from the next
 * beat on. In compound meters, whose beats are three eighths, only sixteenths are moved.
 */
export class Swing {
  readonly #bars: Bars;
  readonly #percent: () => number;
  readonly #planned: () => readonly PlannedEvent[];
  #beats: readonly (PairedBeat & { readonly swing: number })[] = [];

  /** `percent` gives the control as it stands, `planned` what is still to be played. */
  constructor(bars: Bars, percent: () => number, planned: () => readonly PlannedEvent[]) {
    this.#bars = bars;
    this.#percent = percent;
    this.#planned = planned;
  }

  /** Where a tick of the score sounds. */
  soundingTick(tick: number): number {
    const beat = this.#beatAt(tick);
    return swungTick(tick, beat.swing, beat);
  }

  /** The tick of the score that sounds at a tick of the transport. */
  scoreTick(tick: number): number {
    const beat = this.#beatAt(tick);
    return unswungTick(tick, beat.swing, beat);
  }

  #beatAt(tick: number): PairedBeat & { readonly swing: number } {
    const known = this.#beats.find((beat) => tick >= beat.tick && tick < beat.tick + beat.ticks);
    if (known) return known;
    const beat = { ...this.#pairedBeatAt(tick), swing: this.#percent() };
    this.#beats = [...this.#beats, beat].slice(-MOST_BEATS);
    return beat;
  }

  #pairedBeatAt(tick: number): PairedBeat {
    const { bar, tickInBar, meter } = this.#bars.position(tick);
    const whole = beatTicks(meter);
    const inBar = Math.floor(tickInBar / whole) * whole;
    const from = meter.tick + (bar - meter.firstBar) * barTicks(meter) + inBar; // exact, whatever the tick's fraction
    const ticks = Math.min(whole, barTicks(meter) - inBar);
    const isFine = movesInSixteenths(from, ticks, this.#planned());
    return { tick: from, ticks, pairTicks: isFine ? SIXTEENTHS : EIGHTHS };
  }
}
