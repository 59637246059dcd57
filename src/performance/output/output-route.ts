import type { Emit } from '../performance-event.js';
import type { MidiOutput } from '../midi-output.js';
import { ALL_NOTES_OFF, BEND_CENTRE, SUSTAIN, controlChange, noteOff, noteOn, pitchBend } from '../midi/midi-message.js';
import { ActiveNotes, type SoundingNote } from './active-notes.js';
import type { NoteSink, ScoreTime } from './note-sink.js';

/** An action at a destination at its time. The channel is the route's own, except for clicks. */
export type Action =
  | { readonly kind: 'note-on'; readonly pitch: number; readonly velocity: number; readonly owner: number }
  | { readonly kind: 'note-off'; readonly pitch: number; readonly owner: number }
  | { readonly kind: 'pedal'; readonly value: number; readonly owner: number }
  | { readonly kind: 'click-on' | 'click-off'; readonly channel: number; readonly pitch: number; readonly owner: number }
  | { readonly kind: 'raw'; readonly bytes: readonly number[] };

/** One output route: a MIDI destination, or the event stream. */
export interface OutputRoute {
  /** Added to the time of everything that goes here, ms. */
  readonly offsetMs: number;
  /** Whether MIDI clock and transport messages go here. */
  readonly clock: boolean;
  readonly activeNotes: ActiveNotes;
  perform(action: Action, place: ScoreTime): void;
}

const CLICK_VELOCITY = 100;

const performOn = (activeNotes: ActiveNotes, channel: number, action: Exclude<Action, { kind: 'raw' }>, place: ScoreTime): void => {
  switch (action.kind) {
    case 'note-on':
      activeNotes.noteOn(channel, action.pitch, action.velocity, action.owner, place);
      return;
    case 'note-off':
      activeNotes.noteOff(channel, action.pitch, action.owner, place);
      return;
    case 'pedal':
      activeNotes.pedal(channel, action.value, action.owner, place);
      return;
    case 'click-on':
      activeNotes.noteOn(action.channel, action.pitch, CLICK_VELOCITY, action.owner, place);
      return;
    case 'click-off':
      activeNotes.noteOff(action.channel, action.pitch, action.owner, place);
  }
};

export interface MidiRouteOptions {
  readonly channel: number;
  readonly offsetMs: number;
  readonly clock: boolean;
}

/** A route to a MIDI output. */
export class MidiRoute implements OutputRoute {
  readonly offsetMs: number;
  readonly clock: boolean;
  readonly channel: number;
  readonly activeNotes: ActiveNotes;
  readonly #output: MidiOutput;
  /** Notes that sounded when the instrument disconnected, and may still sound. */
  #left: readonly SoundingNote[] = [];
  #bend = BEND_CENTRE;

  constructor(output: MidiOutput, { channel, offsetMs, clock }: MidiRouteOptions) {
    this.#output = output;
    this.channel = channel;
    this.offsetMs = offsetMs;
    this.clock = clock;
    this.activeNotes = new ActiveNotes({
      noteOn: (on, pitch, velocity) => output.send(noteOn(on, pitch, velocity)),
      noteOff: (on, pitch) => output.send(noteOff(on, pitch)),
      pedal: (on, value) => output.send(controlChange(on, SUSTAIN, value)),
    });
  }

  perform(action: Action, place: ScoreTime): void {
    if (action.kind === 'raw') this.#output.send(action.bytes);
    else performOn(this.activeNotes, this.channel, action, place);
  }

  /** Pitch bend from a player, 0–16383; repeated values are not sent. */
  bend(value: number): void {
    if (value === this.#bend) return;
    this.#bend = value;
    this.#output.send(pitchBend(this.channel, value));
  }

  /** Releases active notes, and sends all-notes-off for notes from other sources. */
  silence(place: ScoreTime): void {
    this.activeNotes.silence(place);
    this.bend(BEND_CENTRE);
    this.#allOff();
  }

  /** The instrument has gone. */
  onDisconnected(): void {
    this.#left = this.activeNotes.clear();
  }

  /** The instrument is connected, perhaps again: notes left sounding are ended, missed ones are not sent. */
  onConnected(): void {
    this.activeNotes.clear();
    for (const { channel, pitch } of this.#left) this.#output.send(noteOff(channel, pitch));
    this.#left = [];
    this.bend(BEND_CENTRE);
    this.#allOff();
  }

  #allOff(): void {
    this.#output.send(controlChange(this.channel, SUSTAIN, 0));
    this.#output.send(controlChange(this.channel, ALL_NOTES_OFF, 0));
  }
}

/** The route that publishes the daemon's notes at their due times. Clicks and thru are not published. */
export class ReportingRoute implements OutputRoute {
  readonly offsetMs = 0;
  readonly clock = false;
  readonly activeNotes: ActiveNotes;

  constructor(emit: Emit) {
    const told: NoteSink = {
      noteOn: (channel, pitch, velocity, owner, place) =>
        emit({ kind: 'note-on', voice: 'daemon', id: owner, channel, pitch, velocity, ...place }),
      noteOff: (channel, pitch, { tick, atMs }) =>
        emit({ kind: 'note-off', voice: 'daemon', channel, pitch, tick, atMs }),
      pedal: (channel, value, { tick, atMs }) => emit({ kind: 'pedal', voice: 'daemon', channel, value, tick, atMs }),
    };
    this.activeNotes = new ActiveNotes(told);
  }

  perform(action: Action, place: ScoreTime): void {
    if (action.kind === 'note-on' || action.kind === 'note-off' || action.kind === 'pedal') {
      performOn(this.activeNotes, 0, action, place);
    }
  }
}
