import type { LiveEvent, Snapshot, SoundingNote, Voice } from '../live-event.js';

/** A note as it is drawn; times of the daemon's clock. */
export interface TrailNote {
  readonly voice: Voice;
  readonly channel: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly fromMs: number;
  /** Infinity while it sounds. */
  readonly toMs: number;
}

/** Dense music for a minute; more is forgotten early. */
const MOST_NOTES = 4096;

const begun = ({ voice, channel, pitch, velocity, atMs }: SoundingNote): TrailNote => ({
  voice,
  channel,
  pitch,
  velocity,
  fromMs: atMs,
  toMs: Infinity,
});

/** The notes of the last while, for those who draw them. */
export class NoteTrail {
  readonly #keepMs: number;
  #notes: TrailNote[] = [];

  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  /** In order of their beginnings. */
  get notes(): readonly TrailNote[] {
    return this.#notes;
  }

  /** After events were missed: what is known is what sounds. */
  restart({ sounding }: Snapshot): void {
    this.#notes = sounding.map(begun);
  }

  apply(event: LiveEvent): void {
    if (event.kind === 'note-on') this.#begin(event);
    else if (event.kind === 'note-off') this.#end(event);
  }

  #begin(event: Extract<LiveEvent, { kind: 'note-on' }>): void {
    const oldest = event.atMs - this.#keepMs;
    if (this.#notes.length > 0 && this.#notes[0].toMs < oldest) {
      this.#notes = this.#notes.filter(({ toMs }) => toMs >= oldest);
    }
    this.#notes.push(begun(event));
    if (this.#notes.length > MOST_NOTES) this.#notes.shift();
  }

  #end({ voice, channel, pitch, atMs }: Extract<LiveEvent, { kind: 'note-off' }>): void {
    const at = this.#notes.findIndex(
      (note) => note.toMs === Infinity && note.voice === voice && note.channel === channel && note.pitch === pitch,
    );
    if (at >= 0) this.#notes[at] = { ...this.#notes[at], toMs: atMs };
  }
}
