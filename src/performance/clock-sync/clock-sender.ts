import { PPQ } from '../../music/piece.js';

/** MIDI clock runs at 24 to the quarter (MIDI 1.0). */
export const CLOCK_TICKS = PPQ / 24;
/** Song positions count sixteenths. */
export const SIXTEENTH_TICKS = PPQ / 4;
/** Two bytes of seven bits. */
const LARGEST_POSITION = 0x3fff;

export const CLOCK: readonly number[] = [0xf8];
export const STOP: readonly number[] = [0xfc];

/** The ticks from one up to another on which a clock byte falls. */
export const clocksBetween = (fromTick: number, toTick: number): readonly number[] => {
  const ticks: number[] = [];
  for (let tick = Math.ceil(fromTick / CLOCK_TICKS - 1e-9) * CLOCK_TICKS; tick < toTick; tick += CLOCK_TICKS) {
    ticks.push(tick);
  }
  return ticks;
};

/**
 * What makes a sequencer play from a place in the song: Start at its beginning, else Song Position and Continue.
 * Positions between sixteenths, and beyond MIDI's range, are rounded down.
 */
export const playFrom = (songTick: number): readonly (readonly number[])[] => {
  const sixteenths = Math.min(LARGEST_POSITION, Math.max(0, Math.floor(songTick / SIXTEENTH_TICKS)));
  return sixteenths === 0 ? [[0xfa]] : [[0xf2, sixteenths & 0x7f, sixteenths >> 7], [0xfb]];
};
