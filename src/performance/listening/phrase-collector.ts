import type { HeardEvent } from '../composer.js';

/** Keys that begin within this time are one chord, told together. */
export const CHORD_MS = 25;

/** One of the player's notes by the clock. */
interface PlayedNote {
  readonly kind: 'note';
  readonly id: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly onsetMs: number;
  /** Who strikes it; nobody else's release ends it. */
  readonly owner: number;
  releaseMs: number | null;
}

type Played =
  PlayedNote | { readonly kind: 'pedal'; readonly id: number; readonly down: boolean; readonly onsetMs: number };

/** Untold events are bounded: a stuck key repeater must not fill the memory. */
const MOST_UNTOLD = 512;

/** Converts a moment of the clock into a place on the score. */
export type TickAt = (ms: number) => number;

const heardOf = (played: Played, tickAt: TickAt): HeardEvent => {
  const tick = tickAt(played.onsetMs);
  if (played.kind === 'pedal') return { kind: 'pedal', id: played.id, tick, down: played.down };
  const { id, pitch, velocity, releaseMs } = played;
  const durationTicks = releaseMs === null ? null : Math.max(1, tickAt(releaseMs) - tick);
  return { kind: 'note', id, tick, pitch, velocity, durationTicks };
};

/** Turns live keys into what was heard: notes with their durations, chords gathered, the pedal. */
export class PhraseCollector {
  readonly #down = new Map<number, PlayedNote>();
  #untold: Played[] = [];
  /** Told while the key was down, and released since. */
  #ended: PlayedNote[] = [];
  #toldDown = new Set<number>();
  #nextId = 0;
  #chordMs = Infinity;
  readonly #pedals = new Set<number>();
  #lastOnsetMs = -Infinity;

  get keysDown(): number {
    return this.#down.size;
  }

  /** When the latest key was struck. */
  get lastOnsetMs(): number {
    return this.#lastOnsetMs;
  }

  /** When the chord being gathered is complete; Infinity when nothing new was struck. */
  get chordDueMs(): number {
    return this.#chordMs + CHORD_MS;
  }

  /** `owner` is a channel of one of the player's keyboards. */
  noteOn(pitch: number, velocity: number, atMs: number, owner = 0): void {
    const before = this.#down.get(pitch);
    if (before) this.noteOff(pitch, atMs, before.owner);
    const id = this.#nextId++;
    const note: PlayedNote = { kind: 'note', id, pitch, velocity, onsetMs: atMs, owner, releaseMs: null };
    this.#down.set(pitch, note);
    this.#add(note);
    this.#lastOnsetMs = atMs;
    if (this.#chordMs === Infinity) this.#chordMs = atMs;
  }

  /** Whether the owner's key was down. */
  noteOff(pitch: number, atMs: number, owner = 0): boolean {
    const note = this.#down.get(pitch);
    if (note?.owner !== owner) return false;
    note.releaseMs = atMs;
    this.#down.delete(pitch);
    if (this.#toldDown.delete(note.id)) this.#ended.push(note);
    return true;
  }

  /** CC 64; values of 64 and above are down. Only a change is heard: the first who presses, the last who lifts. */
  pedal(value: number, atMs: number, owner = 0): void {
    const wasDown = this.#pedals.size > 0;
    if (value >= 64) this.#pedals.add(owner);
    else this.#pedals.delete(owner);
    const down = this.#pedals.size > 0;
    if (down === wasDown) return;
    this.#add({ kind: 'pedal', id: this.#nextId++, down, onsetMs: atMs });
  }

  /** All that was heard and not yet told, in order; notes told before come again once they have ended. */
  take(tickAt: TickAt): readonly HeardEvent[] {
    for (const played of this.#untold) {
      if (played.kind === 'note' && played.releaseMs === null) this.#toldDown.add(played.id);
    }
    const heard = [...this.#ended, ...this.#untold].map((played) => heardOf(played, tickAt));
    this.#untold = [];
    this.#ended = [];
    this.#chordMs = Infinity;
    return heard.sort((a, b) => a.tick - b.tick);
  }

  /** Onsets of the notes not yet told, ms: the phrase, where it is told whole. */
  get untoldOnsetsMs(): readonly number[] {
    return this.#untold.filter(({ kind }) => kind === 'note').map(({ onsetMs }) => onsetMs);
  }

  /** Forgets what is not told yet, and lets go of all keys. */
  reset(): void {
    this.#down.clear();
    this.#untold = [];
    this.#ended = [];
    this.#toldDown = new Set();
    this.#chordMs = Infinity;
  }

  #add(played: Played): void {
    if (this.#untold.length >= MOST_UNTOLD) this.#untold.shift();
    this.#untold.push(played);
  }
}
