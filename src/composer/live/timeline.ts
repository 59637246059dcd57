import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import type { ContinuationState } from '../piano/continuation-state.js';

/** An event of the performance, by player or daemon, at its true step. */
export interface TimelineEvent extends PlacedEvent {
  /** Set for the player's events. */
  readonly heardId?: number;
  /** The daemon's events are numbered over the whole session; −1 for all others. */
  readonly ordinal: number;
  /** State after this event; absent if too old to go back to, or not ingested yet. */
  state?: ContinuationState;
}

/** Events that another network ingests when it takes over; older ones are dropped. */
const REMEMBERED = 512;
/** How far back one can go. */
const SNAPSHOTS = 64;

/** In the rows' order: by step, the pedal before notes, notes from the bass up. */
const isBefore = (a: PlacedEvent, b: PlacedEvent): boolean =>
  a.step < b.step || (a.step === b.step && placeInChord(a) < placeInChord(b));

const placeInChord = ({ what }: PlacedEvent): number => (what >= 128 ? what - 256 : what);

/** What was played, in order, and how far the network has ingested it. */
export class Timeline {
  readonly #events: TimelineEvent[] = [];
  /** Events before this one have states, as far as those are kept. */
  #heard = 0;
  #nextOrdinal = 0;

  get events(): readonly TimelineEvent[] {
    return this.#events;
  }

  get last(): TimelineEvent | undefined {
    return this.#events.at(-1);
  }

  /** The first event that the network has not ingested, and the one before it. */
  get unheard(): { readonly event: TimelineEvent; readonly before: TimelineEvent | undefined } | undefined {
    const event = this.#events.at(this.#heard);
    return event && { event, before: this.#events[this.#heard - 1] };
  }

  /** Records that the network has ingested the first pending event. */
  ingest(state: ContinuationState): void {
    this.#events[this.#heard].state = state;
    this.#heard++;
    const old = this.#events[this.#heard - 1 - SNAPSHOTS];
    if (old) delete old.state;
    this.#dropOld();
  }

  /** Appends an event of the daemon, already ingested. */
  compose(placed: PlacedEvent, state: ContinuationState): void {
    this.#events.push({ ...placed, ordinal: this.#nextOrdinal++ });
    this.ingest(state);
  }

  /** Removes the daemon's events from a number on. */
  takeBack(fromOrdinal: number): void {
    this.#nextOrdinal = fromOrdinal;
    for (let i = this.#events.length - 1; i >= 0; i--) {
      const { ordinal } = this.#events[i];
      if (ordinal >= 0 && ordinal < fromOrdinal) break;
      if (ordinal < 0) continue;
      this.#events.splice(i, 1);
      this.#changed(i);
    }
  }

  /** Inserts what was heard at its place, or as near as the network can still go back. */
  insert(event: TimelineEvent): void {
    let at = this.#events.length;
    while (at > this.#oldest && isBefore(event, this.#events[at - 1])) at--;
    this.#events.splice(at, 0, event);
    this.#changed(at);
  }

  /** Sets the length of an earlier note; ignored if it is too old. */
  lengthen(heardId: number, duration: number): void {
    const at = this.#events.findLastIndex((event) => event.heardId === heardId);
    if (at < this.#oldest || this.#events[at].duration === duration) return;
    this.#events[at] = { ...this.#events[at], duration };
    this.#changed(at);
  }

  /** Makes the network ingest the latest events again: for another network, or after a lost state. */
  rehear(count: number): void {
    const first = Math.max(0, this.#events.length - count);
    this.#events.splice(0, first);
    this.#heard = 0;
    for (const event of this.#events) delete event.state;
  }

  /** Index of the first event with a state before it to go back to. */
  get #oldest(): number {
    const first = this.#events.findIndex(({ state }) => state !== undefined);
    return first < 0 ? this.#heard : first + (first === 0 ? 0 : 1);
  }

  #changed(at: number): void {
    this.#heard = Math.min(this.#heard, at);
    for (let i = at; i < this.#events.length; i++) delete this.#events[i].state;
  }

  #dropOld(): void {
    const surplus = this.#events.length - REMEMBERED;
    if (surplus <= 0 || this.#heard < SNAPSHOTS + surplus) return;
    this.#events.splice(0, surplus);
    this.#heard -= surplus;
  }
}
