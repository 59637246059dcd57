/** When something sounds: on the score and on the clock. */
export interface ScoreTime {
  readonly tick: number;
  readonly atMs: number;
  /** Where it is written, where that is not the tick at which it sounds. */
  readonly scoreTick?: number;
}

/** Owner of a note or pedal: the id of a planned note, one of these, or a player's channel. */
export const DAEMON_PEDAL = 0;
export const CLICK_OWNER = -1;

const FIRST_THRU_OWNER = -2;
const CHANNELS = 16;

/** Owner of notes of a source's channel that are passed through. */
export const thruOwner = (source: number, channel: number): number => FIRST_THRU_OWNER - source * CHANNELS - channel;

export const isThruOwner = (owner: number): boolean => owner <= FIRST_THRU_OWNER;

/** Where notes go when their time has come. */
export interface NoteSink {
  noteOn(channel: number, pitch: number, velocity: number, owner: number, place: ScoreTime): void;
  noteOff(channel: number, pitch: number, place: ScoreTime): void;
  /** Sustain pedal, 0–127. */
  pedal(channel: number, value: number, place: ScoreTime): void;
}
