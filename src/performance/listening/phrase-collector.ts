import type { HeardEvent } from '../composer.js';

/** Keys that begin within this time are one chord, reported together. */
export const CHORD_MS = 25;

/** One of the player's notes, in clock time. */
interface PlayedNote {
  readonly kind: 'note';
  readonly id: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly onsetMs: number;
  /** Who strikes it; only its owner's release ends it. */
  readonly owner: number;
  releaseMs: number | null;
}

type Played =
  PlayedNote | { readonly kind: 'pedal'; readonly id: number; readonly down: boolean; readonly onsetMs: number };

/** Limit of unreported events, so that a stuck controller cannot fill the memory. */
const MOST_UNTOLD = 512;

/** Converts clock time to score position. */
export type TickAt = (ms: number) => number;

const heardOf = (played: Played, tickAt: TickAt): HeardEvent => {
  const tick = tickAt(played.onsetMs);
  if (played.kind === 'pedal') return { kind: 'pedal', id: played.id, tick, down: played.down };
  const { id, pitch, velocity, releaseMs } = played;
  const durationTicks = releaseMs === null ? null : Math.max(1, tickAt(releaseMs) - tick);
  return { kind: 'note', id, tick, pitch, velocity, durationTicks };
};

/** Collects live input: notes with their durations, chords, the pedal. */
export class PhraseCollector {
  readonly #down = new Map<number, PlayedNote>();
  #untold: Played[] = [];
  /** Reported while the key was down, and released since. */
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

  /** When the current chord is complete; Infinity without new keys. */
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

  /** CC 64; values of 64 and above are down. Only changes count: the first press and the last release. */
  pedal(value: number, atMs: number, owner = 0): void {
    const wasDown = this.#pedals.size > 0;
    if (value >= 64) this.#pedals.add(owner);
    else this.#pedals.delete(owner);
    const down = this.#pedals.size > 0;
    if (down === wasDown) return;
    this.#add({ kind: 'pedal', id: this.#nextId++, down, onsetMs: atMs });
  }

  /** Everything heard and not yet reported, in order; notes reported before come again once they have ended. */
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

  /** Onsets of the notes not yet reported, ms: the phrase, if reported as a whole. */
  get untoldOnsetsMs(): readonly number[] {
    return this.#untold.filter(({ kind }) => kind === 'note').map(({ onsetMs }) => onsetMs);
  }

  /** Drops what is not reported yet, and releases all keys. */
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
