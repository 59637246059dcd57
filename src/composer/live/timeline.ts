import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import type { ContinuationState } from '../piano/event-sampler.js';

/** One event of a performance, the player's or the daemon's, at its true step. */
export interface TimelineEvent extends PlacedEvent {
  /** Set where the player did it. */
  readonly heardId?: number;
  /** The daemon's events are numbered over the whole session; −1 for all others. */
  readonly ordinal: number;
  /** After this event; absent where it is too old to go back to, or not heard by the network yet. */
  standing?: ContinuationState;
}

/** Events that the network hears again when another takes over; older ones are forgotten. */
const REMEMBERED = 512;
/** How far back one can go. */
const SNAPSHOTS = 64;

/** In the rows' order: by step, the pedal before notes, notes from the bass up. */
const isBefore = (a: PlacedEvent, b: PlacedEvent): boolean =>
  a.step < b.step || (a.step === b.step && placeInChord(a) < placeInChord(b));

const placeInChord = ({ what }: PlacedEvent): number => (what >= 128 ? what - 256 : what);

/** What was played, in order, and how far the network has heard it. */
export class Timeline {
  readonly #events: TimelineEvent[] = [];
  /** Events before this one have standings, as far as those are kept. */
  #heard = 0;
  #nextOrdinal = 0;

  get events(): readonly TimelineEvent[] {
    return this.#events;
  }

  get last(): TimelineEvent | undefined {
    return this.#events.at(-1);
  }

  /** The first event that the network has not heard, and the one before it. */
  get unheard(): { readonly event: TimelineEvent; readonly before: TimelineEvent | undefined } | undefined {
    const event = this.#events.at(this.#heard);
    return event && { event, before: this.#events[this.#heard - 1] };
  }

  /** The network has heard the first of those it had not. */
  ingest(standing: ContinuationState): void {
    this.#events[this.#heard].standing = standing;
    this.#heard++;
    const old = this.#events[this.#heard - 1 - SNAPSHOTS];
    if (old) delete old.standing;
    this.#dropOld();
  }

  /** Adds an event of the daemon's at the end, heard already. */
  compose(placed: PlacedEvent, standing: ContinuationState): void {
    this.#events.push({ ...placed, ordinal: this.#nextOrdinal++ });
    this.ingest(standing);
  }

  /** Takes the daemon's events from a number on back: they never happened. */
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

  /** Adds what was heard where it belongs, or as near to it as the network can still go back. */
  insert(event: TimelineEvent): void {
    let at = this.#events.length;
    while (at > this.#oldest && isBefore(event, this.#events[at - 1])) at--;
    this.#events.splice(at, 0, event);
    this.#changed(at);
  }

  /** The length of a note that was heard has become known; too late for what is too old. */
  lengthen(heardId: number, duration: number): void {
    const at = this.#events.findLastIndex((event) => event.heardId === heardId);
    if (at < this.#oldest || this.#events[at].duration === duration) return;
    this.#events[at] = { ...this.#events[at], duration };
    this.#changed(at);
  }

  /** Has the network hear the latest events anew: another one, or one that has forgotten. */
  rehear(count: number): void {
    const first = Math.max(0, this.#events.length - count);
    this.#events.splice(0, first);
    this.#heard = 0;
    for (const event of this.#events) delete event.standing;
  }

  /** Index of the first event before which there is a standing to go back to. */
  get #oldest(): number {
    const first = this.#events.findIndex(({ standing }) => standing !== undefined);
    return first < 0 ? this.#heard : first + (first === 0 ? 0 : 1);
  }

  #changed(at: number): void {
    this.#heard = Math.min(this.#heard, at);
    for (let i = at; i < this.#events.length; i++) delete this.#events[i].standing;
  }

  #dropOld(): void {
    const surplus = this.#events.length - REMEMBERED;
    if (surplus <= 0 || this.#heard < SNAPSHOTS + surplus) return;
    this.#events.splice(0, surplus);
    this.#heard -= surplus;
  }
}
