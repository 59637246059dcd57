import { PPQ, type Note, type Piece } from '../../music/piece.js';
import type { LiveEvent, TransportState } from '../../protocol/live-event.js';
import { quantizeOnsets } from './quantize-onsets.js';

/** Number of bars with a note of the player that make a lesson. */
const BARS = 8;
/** Limit of notes: more than anybody plays in so few bars. */
const MOST_NOTES = 4000;

type NoteOn = Extract<LiveEvent, { kind: 'note-on' }>;

const barTicks = ({ meter }: TransportState): number => (4 * PPQ * meter.numerator) / meter.denominator;

/** Collects the player's notes until there are enough for a lesson. */
export class PhraseBuffer {
  #transport: TransportState | undefined;
  #notes: Note[] = [];
  readonly #held = new Map<string, NoteOn>();
  readonly #bars = new Set<number>();

  onEvent(event: LiveEvent): void {
    if (event.kind === 'transport') this.#follow(event.transport);
    else if (event.kind === 'note-on' && event.voice === 'player') this.#strike(event);
    else if (event.kind === 'note-off' && event.voice === 'player') this.#release(event);
  }

  /** Whether there is a lesson, and the player is not in the middle of a note. */
  get isFull(): boolean {
    return this.#bars.size >= BARS && this.#held.size === 0;
  }

  /** Returns the notes since the last lesson, from a bar line on, and clears the buffer. */
  take(): Piece {
    const transport = this.#transport;
    const firstTick = Math.min(...this.#notes.map(({ tick }) => tick));
    const barTick = transport ? this.#barOf(firstTick, transport) * barTicks(transport) + transport.meterTick : 0;
    const notes = quantizeOnsets(this.#notes.map((note) => ({ ...note, tick: note.tick - barTick })));
    this.clear();
    return {
      title: 'lesson',
      tracks: [{ name: 'player', program: 0, notes, pedals: [] }],
      tempos: [{ tick: 0, bpm: transport?.bpm ?? 120 }],
      meters: [{ tick: 0, ...(transport?.meter ?? { numerator: 4, denominator: 4 }) }],
      markers: [],
    };
  }

  clear(): void {
    this.#notes = [];
    this.#held.clear();
    this.#bars.clear();
  }

  /** A restart or a new metre changes the bars. */
  #follow(transport: TransportState): void {
    const before = this.#transport;
    this.#transport = transport;
    if (!before) return;
    const { numerator, denominator } = transport.meter;
    const isOther = before.meter.numerator !== numerator || before.meter.denominator !== denominator;
    if (isOther || transport.tick < before.tick) this.clear();
  }

  #barOf(tick: number, transport: TransportState): number {
    return Math.floor((tick - transport.meterTick) / barTicks(transport));
  }

  #strike(note: NoteOn): void {
    // without bars the intended rhythm is unknown
    if (this.#transport?.state !== 'running' || this.#notes.length >= MOST_NOTES) return;
    this.#held.set(`${note.channel} ${note.pitch}`, note);
    this.#bars.add(this.#barOf(note.tick, this.#transport));
  }

  #release({ channel, pitch, tick }: Extract<LiveEvent, { kind: 'note-off' }>): void {
    const key = `${channel} ${pitch}`;
    const struck = this.#held.get(key);
    if (!struck) return;
    this.#held.delete(key);
    const durationTicks = Math.max(1, Math.round(tick - struck.tick));
    this.#notes.push({ tick: struck.tick, durationTicks, pitch, velocity: struck.velocity, channel });
  }
}
