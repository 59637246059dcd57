import type { ByteCursor } from './byte-cursor.js';
import type { TrackEvent } from './track-event.js';

const SUSTAIN_PEDAL = 64;

/** A data byte over 127 is not allowed but occurs, mostly as a velocity; it counts as 127. */
const dataByte = (byte: number): number => Math.min(byte, 127);

/**
 * Reads the rest of a channel message. `first` is its first data byte, which under running status the caller
 * had to read already.
 */
export const readChannelEvent = (cursor: ByteCursor, tick: number, status: number, first: number): TrackEvent => {
  const channel = status & 0x0f;
  const message = status >> 4;
  if (message === 0xc) return { kind: 'program', tick, channel, program: dataByte(first) };
  if (message === 0xd) return { kind: 'other', tick, name: 'aftertouch' };
  const second = dataByte(cursor.byte());
  const pitch = dataByte(first);
  if (message === 0x9 && second > 0) return { kind: 'note-on', tick, channel, pitch, velocity: second };
  if (message === 0x8 || message === 0x9) return { kind: 'note-off', tick, channel, pitch };
  if (message === 0xa) return { kind: 'other', tick, name: 'aftertouch' };
  if (message === 0xe) return { kind: 'bend', tick, channel, value: second * 128 + pitch };
  if (first === SUSTAIN_PEDAL) return { kind: 'pedal', tick, channel, value: second };
  return { kind: 'controller', tick, channel, controller: pitch, value: second };
};
