import { PPQ } from '../piece.js';

/** Conversion of a file's ticks to ticks of a Piece. */
export interface Division {
  /** File ticks per quarter note, above 0; not always whole. */
  readonly ticksPerQuarter: number;
  /** The file counts real time, whatever its tempo events say: its piece runs at 120 throughout. */
  readonly isRealTime: boolean;
}

/** Positions end here: the longest pause that a MIDI file can write, 77 hours at 120 beats per minute. */
export const LAST_TICK = 0x0fffffff;

/** 25 frames of 40 ticks, as written by programs that count milliseconds; used for zero ticks per frame. */
const USUAL_TICKS_PER_FRAME = 40;

/** 29 means the 29.97 frames of NTSC; other rates, even illegal ones, mean themselves. */
const framesPerSecond = (rate: number): number => (rate === 29 ? 30000 / 1001 : rate);

/** Reads the division of a header: ticks per quarter (0 counts as 480), or frames and ticks per frame (SMPTE). */
export const readDivision = (division: number): Division => {
  if (division < 0x8000) return { ticksPerQuarter: division === 0 ? PPQ : division, isRealTime: false };
  const ticksPerFrame = division & 0xff;
  const ticksPerSecond =
    framesPerSecond(256 - (division >> 8)) * (ticksPerFrame === 0 ? USUAL_TICKS_PER_FRAME : ticksPerFrame);
  return { ticksPerQuarter: ticksPerSecond / 2, isRealTime: true };
};

/** A position in the file as a whole tick at PPQ 480, 0 to LAST_TICK. */
export const rescaleTick = (fileTick: number, division: Division): number =>
  Math.min(Math.round((fileTick * PPQ) / division.ticksPerQuarter), LAST_TICK);
