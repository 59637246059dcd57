/** Ticks per quarter note of every Piece; files with another resolution are rescaled on reading. */
export const PPQ = 480;

/** One sounding note. Ticks at PPQ 480 from the start of the piece. */
export interface Note {
  readonly tick: number;
  /** At least 1. */
  readonly durationTicks: number;
  /** MIDI key number, 0–127; 60 is middle C. */
  readonly pitch: number;
  /** How hard the key was struck, 1–127. 0 means note-off on the wire and never appears here. */
  readonly velocity: number;
  /** 0–15; 9 is percussion in General MIDI. */
  readonly channel: number;
}

/** A sustain-pedal event (CC 64). Values of 64 and above count as down. */
export interface PedalEvent {
  readonly tick: number;
  readonly channel: number;
  /** 0–127, as sent. */
  readonly value: number;
}

/** From `tick` on, the piece runs at `bpm` quarter notes per minute. */
export interface TempoChange {
  readonly tick: number;
  readonly bpm: number;
}

/** From `tick` on, bars have `numerator` notes of value 1/`denominator`. */
export interface MeterChange {
  readonly tick: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** A named place, as written by a recording or a DAW. */
export interface Marker {
  readonly tick: number;
  readonly text: string;
}

/** One voice of a piece: what a single MIDI track held. Notes sorted by tick, then pitch. */
export interface Track {
  readonly name: string;
  /** General MIDI program, 0–127. */
  readonly program: number;
  readonly notes: readonly Note[];
  readonly pedals: readonly PedalEvent[];
}

/** A whole piece of music. Tempos and meters are sorted by tick, and each list has an entry at tick 0. */
export interface Piece {
  readonly title: string;
  readonly tracks: readonly Track[];
  readonly tempos: readonly TempoChange[];
  readonly meters: readonly MeterChange[];
  readonly markers: readonly Marker[];
}
