import midiFile, { type MidiEvent } from 'midi-file';

/** An event for the midi-file package and when it comes. Its own delta time is set when it is written. */
export interface TimedEvent {
  readonly tick: number;
  readonly event: MidiEvent;
}

/**
 * For every delta time above 127, midi-file copies everything written of the track so far, so its time is quadratic:
 * 1 s for 8,500 notes. Without running status an event does not depend on the one before, so blocks of events are
 * written separately and joined, in 20 ms.
 */
const EVENTS_PER_BLOCK = 128;
const FILE_AND_TRACK_HEADER_BYTES = 22;

const encodeEvents = (events: MidiEvent[]): readonly number[] =>
  midiFile
    .writeMidi({ header: { format: 1, numTracks: 1 }, tracks: [events] }, { running: false })
    .slice(FILE_AND_TRACK_HEADER_BYTES);

/** The bytes of a chunk: four letters, length, data. */
const writeChunk = (id: string, data: ArrayLike<number>): Uint8Array => {
  const chunk = new Uint8Array(8 + data.length);
  chunk.set(Array.from(id, (letter) => letter.charCodeAt(0)));
  new DataView(chunk.buffer).setUint32(4, data.length);
  chunk.set(data, 8);
  return chunk;
};

/** The MThd chunk of a format 1 file. */
export const writeHeader = (trackCount: number, ticksPerQuarter: number): Uint8Array =>
  writeChunk(
    'MThd',
    [1, trackCount, ticksPerQuarter].flatMap((number) => [number >> 8, number & 0xff]),
  );

/** The MTrk chunk of some events, put in order of their ticks; those of one tick stay as given. Ends on the last. */
export const writeTrack = (timed: readonly TimedEvent[]): Uint8Array => {
  const sorted = timed.toSorted((a, b) => a.tick - b.tick);
  const events = sorted.map(({ tick, event }, i): MidiEvent => {
    return { ...event, deltaTime: i === 0 ? tick : tick - sorted[i - 1].tick };
  });
  events.push({ deltaTime: 0, meta: true, type: 'endOfTrack' });
  const data: number[] = [];
  for (let i = 0; i < events.length; i += EVENTS_PER_BLOCK) {
    for (const byte of encodeEvents(events.slice(i, i + EVENTS_PER_BLOCK))) data.push(byte);
  }
  return writeChunk('MTrk', data);
};
