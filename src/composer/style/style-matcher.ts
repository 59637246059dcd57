import { meterSpan } from '../../encoding/shared/meter-span.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import { PPQ } from '../../music/piece.js';
import type { LiveEvent, Likeness, TransportState } from '../../protocol/live-event.js';
import { metreAtStep, type StyleShares } from './style-shares.js';
import { PlayerNotes } from './player-notes.js';

/** Input of the style matcher. */
export type PlayerEvent = Extract<LiveEvent, { kind: 'note-on' | 'note-off' | 'pedal' | 'transport' }>;

/** Interval between results, ticks: a bar of 4/4. */
const TELL_TICKS = 4 * PPQ;
const MS_PER_MINUTE = 60_000;
/** The sustain pedal counts as down from this value on. */
const DOWN = 64;

/** Whether the style matcher needs an event: the player's events and the transport. */
export const isPlayerEvent = (event: LiveEvent): event is PlayerEvent =>
  event.kind === 'transport' ||
  ((event.kind === 'note-on' || event.kind === 'note-off' || event.kind === 'pedal') && event.voice === 'player');

/** Puts the player's events on the score and scores them. */
export class StyleMatcher {
  readonly #meter: StyleShares;
  readonly #emit: (likeness: Likeness) => void;
  readonly #played = new PlayerNotes();
  #transport: TransportState;
  #toldTick = -Infinity;

  /** `transport` is its current state. */
  constructor(meter: StyleShares, transport: TransportState, emit: (likeness: Likeness) => void) {
    this.#meter = meter;
    this.#transport = transport;
    this.#emit = emit;
  }

  /** Takes one event, and scores what has become complete. Call one at a time. */
  async onEvent(event: PlayerEvent): Promise<void> {
    if (event.kind === 'transport') {
      if (event.transport.state !== this.#transport.state) this.#played.clear();
      this.#transport = event.transport;
      return;
    }
    const tick = this.#tickOf(event);
    if (event.kind === 'note-on') this.#played.onKeyDown(event.pitch, event.velocity, tick);
    else if (event.kind === 'note-off') this.#played.onKeyUp(event.pitch, tick);
    else this.#played.pedal(event.value >= DOWN, tick);
    await this.#judge(tick);
  }

  async #judge(nowTick: number): Promise<void> {
    const { meter, meterTick } = this.#transport;
    const metre = meterSpan(stepOfTick(meterTick), meter);
    for (const placed of this.#played.take(nowTick)) await this.#meter.ingest(placed, metreAtStep(metre, placed.step));
    if (Math.abs(nowTick - this.#toldTick) < TELL_TICKS) return;
    const { likeness } = this.#meter;
    if (!likeness) return;
    this.#toldTick = nowTick;
    this.#emit(likeness);
  }

  /** While stopped, the last tempo continues. */
  #tickOf({ tick, atMs }: { readonly tick: number; readonly atMs: number }): number {
    const { state, bpm, atMs: sinceMs, tick: sinceTick } = this.#transport;
    return state === 'stopped' ? sinceTick + ((atMs - sinceMs) * bpm * PPQ) / MS_PER_MINUTE : tick;
  }
}
