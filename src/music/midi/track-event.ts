/** An event in a track of a MIDI file. Ticks are the file's own, from the start of the track. */
export type TrackEvent =
  | NoteEvent
  | PedalTrackEvent
  | ProgramEvent
  | ControllerEvent
  | BendEvent
  | OtherEvent
  | TempoEvent
  | MeterEvent
  | NameEvent
  | MarkerEvent;

/** A key pressed (velocity 1–127) or released. Channel 0–15, pitch 0–127. */
export type NoteEvent =
  | {
      readonly kind: 'note-on';
      readonly tick: number;
      readonly channel: number;
      readonly pitch: number;
      readonly velocity: number;
    }
  | { readonly kind: 'note-off'; readonly tick: number; readonly channel: number; readonly pitch: number };

/** CC 64, value 0–127. */
export interface PedalTrackEvent {
  readonly kind: 'pedal';
  readonly tick: number;
  readonly channel: number;
  readonly value: number;
}

/** General MIDI program 0–127. */
export interface ProgramEvent {
  readonly kind: 'program';
  readonly tick: number;
  readonly channel: number;
  readonly program: number;
}

/** Any controller but the sustain pedal. */
export interface ControllerEvent {
  readonly kind: 'controller';
  readonly tick: number;
  readonly channel: number;
  readonly controller: number;
  readonly value: number;
}

/** 0–16383; 8192 is in tune. */
export interface BendEvent {
  readonly kind: 'bend';
  readonly tick: number;
  readonly channel: number;
  readonly value: number;
}

/** Events that matter neither for the notes nor for the sound; counted, so that they can be reported. */
export interface OtherEvent {
  readonly kind: 'other';
  readonly tick: number;
  readonly name: 'aftertouch' | 'system exclusive';
}

/** Microseconds per quarter note, 1 to 2^24 − 1. */
export interface TempoEvent {
  readonly kind: 'tempo';
  readonly tick: number;
  readonly quarterMicroseconds: number;
}

/** Numerator 1–255; denominator a power of two from 1 to 128. */
export interface MeterEvent {
  readonly kind: 'meter';
  readonly tick: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** The name of the track (in the first track: of the piece), cleaned and not empty. */
export interface NameEvent {
  readonly kind: 'name';
  readonly tick: number;
  readonly text: string;
}

/** Cleaned and not empty. */
export interface MarkerEvent {
  readonly kind: 'marker';
  readonly tick: number;
  readonly text: string;
}

/** One track of the file. */
export interface MidiTrack {
  readonly events: readonly TrackEvent[];
  /** Where the track ends, in the file's ticks: its end-of-track event, or the last event when that is missing. */
  readonly endTick: number;
  /** The first byte after what was read. */
  readonly endByte: number;
}
