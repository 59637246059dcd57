import { durationIdOf } from '../../encoding/vocabulary/duration.js';
import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, PLAYER_ID, absentIn } from '../../encoding/piano/piano-schema.js';
import { velocityIdOf } from '../../encoding/vocabulary/velocity.js';

/** A key held longer than this is scored without its duration, ticks: two bars of 4/4. */
const LONGEST_HELD = 3840;
/** Notes struck within this time form one chord, ordered from the bass up, ticks. */
const CHORD = 40;
/** Most keys that hands can hold. */
const MOST_WAITING = 512;

interface Waiting {
  readonly tick: number;
  readonly event: PlacedEvent;
  /** State of a note whose key is down. */
  readonly isDown: boolean;
}

const placeInChord = ({ what }: PlacedEvent): number => (what >= PEDAL_DOWN_ID ? what - 256 : what);

/** A player's events in order, each once it is complete. */
export class PlayerNotes {
  #waiting: Waiting[] = [];

  onKeyDown(pitch: number, velocity: number, tick: number): void {
    this.onKeyUp(pitch, tick);
    const duration = absentIn('duration');
    this.#add(tick, { what: pitch, velocity: velocityIdOf(velocity), duration }, true);
  }

  onKeyUp(pitch: number, tick: number): void {
    const at = this.#waiting.findIndex(({ event, isDown }) => isDown && event.what === pitch);
    if (at < 0) return;
    const { tick: from, event } = this.#waiting[at];
    const duration = durationIdOf(Math.max(1, tick - from));
    this.#waiting[at] = { tick: from, event: { ...event, duration }, isDown: false };
  }

  pedal(down: boolean, tick: number): void {
    const unknown = { velocity: absentIn('velocity'), duration: absentIn('duration') };
    this.#add(tick, { what: down ? PEDAL_DOWN_ID : PEDAL_UP_ID, ...unknown }, false);
  }

  /** The complete events, up to the first incomplete one. */
  take(nowTick: number): readonly PlacedEvent[] {
    const isReady = ({ tick, isDown }: Waiting): boolean => nowTick - tick > (isDown ? LONGEST_HELD : CHORD);
    const stop = this.#waiting.findIndex((waiting) => !isReady(waiting));
    const ready = stop < 0 ? this.#waiting : this.#waiting.slice(0, stop);
    this.#waiting = stop < 0 ? [] : this.#waiting.slice(stop);
    return ready.map(({ event }) => event);
  }

  /** Drops incomplete events. */
  clear(): void {
    this.#waiting = [];
  }

  #add(tick: number, event: Pick<PlacedEvent, 'what' | 'velocity' | 'duration'>, isDown: boolean): void {
    const placed = { ...event, step: stepOfTick(tick), who: PLAYER_ID, tempo: absentIn('tempo') };
    if (this.#waiting.length >= MOST_WAITING) this.#waiting.shift();
    this.#waiting.push({ tick, event: placed, isDown });
    this.#waiting.sort((a, b) => a.event.step - b.event.step || placeInChord(a.event) - placeInChord(b.event));
  }
}
