import type { Marker, Note, PedalEvent, Piece, Track } from '../../music/piece.js';
import type { EventOf, RecordedKind, Voice } from '../../protocol/live-event.js';
import type { PerformanceEvent } from '../performance-event.js';
import { SessionTime } from './session-time.js';

/** One track as it is filled. */
class TrackRecorder {
  readonly #notes: Note[] = [];
  readonly #pedals: PedalEvent[] = [];
  readonly #open = new Map<string, Note>();

  strike({ channel, pitch, velocity }: EventOf<'note-on'>, tick: number): void {
    this.release(channel, pitch, tick);
    this.#open.set(`${channel} ${pitch}`, { tick, durationTicks: 1, pitch, velocity, channel });
  }

  release(channel: number, pitch: number, tick: number): void {
    const note = this.#open.get(`${channel} ${pitch}`);
    if (!note) return;
    this.#open.delete(`${channel} ${pitch}`);
    this.#notes.push({ ...note, durationTicks: Math.max(1, tick - note.tick) });
  }

  pedal(channel: number, value: number, tick: number): void {
    this.#pedals.push({ tick, channel, value });
  }

  /** Ends what still sounds. */
  finish(name: string, tick: number): Track {
    for (const { channel, pitch } of [...this.#open.values()]) this.release(channel, pitch, tick);
    const notes = [...this.#notes].sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);
    return { name, program: 0, notes, pedals: [...this.#pedals].sort((a, b) => a.tick - b.tick) };
  }
}

const markerText = (event: EventOf<'controls'>): readonly string[] => {
  const { mode, composer, tempo } = event.controls;
  return [
    ...(mode === undefined ? [] : [`mode ${mode}`]),
    ...(composer === undefined ? [] : [`composer ${composer}`]),
    ...(tempo === undefined ? [] : [`tempo ${Math.round(tempo * 100) / 100}`]),
  ];
};

/** Builds a Piece from a performance's events one by one, without keeping them all in memory as `sessionPiece` does. */
export class SessionTracks {
  readonly #time = new SessionTime();
  readonly #tracks: Readonly<Record<Voice, TrackRecorder>> = {
    player: new TrackRecorder(),
    daemon: new TrackRecorder(),
  };
  readonly #markers: Marker[] = [];

  /** What is made of each kind that a recording keeps. */
  readonly #writers: { readonly [Kind in RecordedKind]: (event: EventOf<Kind>) => void } = {
    transport: ({ transport }) => this.#time.follow(transport),
    'note-on': (event) => this.#tracks[event.voice].strike(event, this.#tickOf(event)),
    'note-off': (event) => this.#tracks[event.voice].release(event.channel, event.pitch, this.#tickOf(event)),
    pedal: (event) => this.#tracks[event.voice].pedal(event.channel, event.value, this.#tickOf(event)),
    marker: ({ text, atMs }) => this.#mark(text, this.#time.ofMs(atMs)),
    controls: (event) => {
      for (const text of markerText(event)) this.#mark(text, this.#time.ofMs(event.atMs));
    },
    edition: () => undefined,
  };

  write(event: PerformanceEvent): void {
    if (this.#isWritten(event)) this.#write(event);
  }

  finish(title: string): Piece {
    const { tempos, meters, latestTick } = this.#time;
    return {
      title,
      tracks: [this.#tracks.player.finish('player', latestTick), this.#tracks.daemon.finish('daemon', latestTick)],
      tempos: tempos.length > 0 ? tempos : [{ tick: 0, bpm: 120 }],
      meters: meters.length > 0 ? meters : [{ tick: 0, numerator: 4, denominator: 4 }],
      markers: this.#markers,
    };
  }

  /** The daemon's notes are in score time, the player's in clock time. */
  #tickOf({ voice, tick, atMs }: EventOf<'note-on' | 'note-off' | 'pedal'>): number {
    return voice === 'daemon' ? this.#time.ofTick(tick) : this.#time.ofMs(atMs);
  }

  #isWritten(event: PerformanceEvent): event is EventOf<RecordedKind> {
    return event.kind in this.#writers;
  }

  #write<Kind extends RecordedKind>(event: EventOf<Kind>): void {
    this.#writers[event.kind](event);
  }

  #mark(text: string, tick: number): void {
    this.#markers.push({ tick, text });
  }
}

/**
 * A recording as a Piece: a track for the player as played, one for the daemon on the score, tempos, metres, and
 * markers for changes and likes. Notes that never ended (the daemon was killed) end with the last event.
 */
export const sessionPiece = (events: Iterable<PerformanceEvent>, title: string): Piece => {
  const scribe = new SessionTracks();
  for (const event of events) scribe.write(event);
  return scribe.finish(title);
};
