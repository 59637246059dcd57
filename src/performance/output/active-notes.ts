import type { NoteSink, ScoreTime } from './note-sink.js';

const PITCHES = 128;

export interface SoundingNote {
  readonly channel: number;
  readonly pitch: number;
}

/**
 * The active notes of one destination. All notes pass through it, so that every note is released: a pitch struck again
 * is released first, and a late release of the older note does not end the newer one.
 */
export class ActiveNotes {
  readonly #sink: NoteSink;
  /** Owner of each sounding note by channel and pitch. */
  readonly #sounding = new Map<number, number>();
  /** Who holds the pedal of each channel down, and how far. */
  readonly #pedals = new Map<number, Map<number, number>>();

  constructor(sink: NoteSink) {
    this.#sink = sink;
  }

  get size(): number {
    return this.#sounding.size;
  }

  noteOn(channel: number, pitch: number, velocity: number, owner: number, place: ScoreTime): void {
    const key = channel * PITCHES + pitch;
    if (this.#sounding.has(key)) this.#sink.noteOff(channel, pitch, place);
    this.#sounding.set(key, owner);
    this.#sink.noteOn(channel, pitch, velocity, owner, place);
  }

  /** Releases the note if it still sounds and still belongs to its owner. */
  noteOff(channel: number, pitch: number, owner: number, place: ScoreTime): void {
    const key = channel * PITCHES + pitch;
    if (this.#sounding.get(key) !== owner) return;
    this.#sounding.delete(key);
    this.#sink.noteOff(channel, pitch, place);
  }

  /** The pedal's depth is that of the owner who presses it furthest. */
  pedal(channel: number, value: number, owner: number, place: ScoreTime): void {
    const before = this.#pedalValue(channel);
    const holders = this.#pedals.get(channel) ?? new Map<number, number>();
    if (value > 0) holders.set(owner, value);
    else holders.delete(owner);
    this.#pedals.set(channel, holders);
    const after = this.#pedalValue(channel);
    if (after !== before) this.#sink.pedal(channel, after, place);
  }

  /** Releases all notes, and the pedals, of owners that `whose` names. */
  silence(place: ScoreTime, whose: (owner: number) => boolean = () => true): void {
    for (const [key, owner] of this.#sounding) {
      if (!whose(owner)) continue;
      this.#sounding.delete(key);
      this.#sink.noteOff(Math.floor(key / PITCHES), key % PITCHES, place);
    }
    for (const [channel, holders] of this.#pedals) {
      for (const owner of holders.keys()) if (whose(owner)) this.pedal(channel, 0, owner, place);
    }
  }

  /** Clears everything without sending, since the destination is gone; returns the notes that sounded. */
  clear(): readonly SoundingNote[] {
    const notes = [...this.#sounding.keys()].map((key) => ({
      channel: Math.floor(key / PITCHES),
      pitch: key % PITCHES,
    }));
    this.#sounding.clear();
    this.#pedals.clear();
    return notes;
  }

  #pedalValue(channel: number): number {
    return Math.max(0, ...(this.#pedals.get(channel)?.values() ?? []));
  }
}
