import { meterSpan } from '../../encoding/shared/meter-span.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import { PPQ } from '../../music/piece.js';
import type { LiveEvent, Likeness, TransportState } from '../../protocol/live-event.js';
import { metreAtStep, type StyleShares } from './style-shares.js';
import { PlayerNotes } from './player-notes.js';

/** What a judge of the player must hear. */
export type PlayerEvent = Extract<LiveEvent, { kind: 'note-on' | 'note-off' | 'pedal' | 'transport' }>;

/** A likeness is told this often, ticks: a bar of 4/4. */
const TELL_TICKS = 4 * PPQ;
const MS_PER_MINUTE = 60_000;
/** The sustain pedal counts as down from this value on. */
const DOWN = 64;

/** Whether an event is one that a judge must hear: what the player does, and where the beat is. */
export const isPlayerEvent = (event: LiveEvent): event is PlayerEvent =>
  event.kind === 'transport' ||
  ((event.kind === 'note-on' || event.kind === 'note-off' || event.kind === 'pedal') && event.voice === 'player');

/** Places what the player does on the score, and has a meter judge it. */
export class StyleMatcher {
  readonly #meter: StyleShares;
  readonly #emit: (likeness: Likeness) => void;
  readonly #played = new PlayerNotes();
  #transport: TransportState;
  #toldTick = -Infinity;

  /** `transport` is how it stands. */
  constructor(meter: StyleShares, transport: TransportState, emit: (likeness: Likeness) => void) {
    this.#meter = meter;
    this.#transport = transport;
    this.#emit = emit;
  }

  /** Takes one event, and judges what has become complete. One after the other. */
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

  /** Where no music runs its tempo goes on. */
  #tickOf({ tick, atMs }: { readonly tick: number; readonly atMs: number }): number {
    const { state, bpm, atMs: sinceMs, tick: sinceTick } = this.#transport;
    return state === 'stopped' ? sinceTick + ((atMs - sinceMs) * bpm * PPQ) / MS_PER_MINUTE : tick;
  }
}
