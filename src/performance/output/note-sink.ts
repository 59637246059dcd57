/** When something sounds: on the score and on the clock. */
export interface Place {
  readonly tick: number;
  readonly atMs: number;
}

/** Who struck a note or holds a pedal: the id of a planned note, or one of these. */
export const DAEMON_PEDAL = 0;
export const THRU_OWNER = -1;
export const CLICK_OWNER = -2;

/** Where notes go when their time has come. */
export interface NoteSink {
  noteOn(channel: number, pitch: number, velocity: number, owner: number, place: Place): void;
  noteOff(channel: number, pitch: number, place: Place): void;
  /** Sustain pedal, 0–127. */
  pedal(channel: number, value: number, place: Place): void;
}
