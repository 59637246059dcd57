import { ByteCursor } from './byte-cursor.js';
import { readChannelEvent } from './channel-event.js';
import { readMetaEvent } from './meta-event.js';
import { MidiFileError } from './midi-file-error.js';
import type { MidiTrack, TrackEvent } from './track-event.js';

/** Position in a track while it is read. */
interface TrackState {
  tick: number;
  /**
   * The last channel status byte, 0 before the first. Kept across sysex and meta events, since many files rely on it.
   */
  runningStatus: number;
}

const META = 0xff;
const SYSTEM_EXCLUSIVE = 0xf0;
const FIRST_REAL_TIME = 0xf8;

/** Data bytes of the system messages F1–F6, which do not belong in a file but occur in recorded streams. */
const SYSTEM_COMMON_BYTES = [0, 1, 2, 1, 0, 0, 0];

const skipSystemMessage = (cursor: ByteCursor, status: number): void => {
  if (status === 0xf0 || status === 0xf7) cursor.take(cursor.quantity());
  else if (status < FIRST_REAL_TIME) cursor.take(SYSTEM_COMMON_BYTES[status & 0x0f]);
};

/** One event after its delta time; `undefined` for one that is not read. */
const readEvent = (cursor: ByteCursor, state: TrackState): TrackEvent | 'end-of-track' | undefined => {
  const eventByte = cursor.position;
  const first = cursor.byte();
  if (first === META) return readMetaEvent(cursor, state.tick);
  if (first >= 0xf0) {
    skipSystemMessage(cursor, first);
    return first === SYSTEM_EXCLUSIVE ? { kind: 'other', tick: state.tick, name: 'system exclusive' } : undefined;
  }
  if (first >= 0x80) {
    state.runningStatus = first;
    return readChannelEvent(cursor, state.tick, first, cursor.byte());
  }
  if (state.runningStatus === 0) {
    throw new MidiFileError('Damaged MIDI track: it begins with a data byte where an event must start', eventByte);
  }
  return readChannelEvent(cursor, state.tick, state.runningStatus, first);
};

/**
 * The events between two bytes of the file. Ends at the end-of-track event, as the standard has it, or at
 * `limitByte`; an event that the limit cuts off is dropped.
 */
export const readTrack = (bytes: Uint8Array, startByte: number, limitByte: number): MidiTrack => {
  const cursor = new ByteCursor(bytes, startByte, limitByte);
  const state: TrackState = { tick: 0, runningStatus: 0 };
  const events: TrackEvent[] = [];
  while (!cursor.atEnd) {
    const deltaTicks = cursor.quantity();
    if (cursor.overrun) break;
    state.tick += deltaTicks;
    if (cursor.atEnd) break;
    const event = readEvent(cursor, state);
    if (event === 'end-of-track' || cursor.overrun) break;
    if (event !== undefined) events.push(event);
  }
  return { events, endTick: state.tick, endByte: cursor.position };
};
