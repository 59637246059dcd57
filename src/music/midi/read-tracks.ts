import { MidiFileError } from './midi-file-error.js';
import { findChunkId, isChunkId, unsigned32, type MidiHeader } from './midi-header.js';
import { readTrack } from './read-track.js';
import type { MidiTrack } from './track-event.js';

/** A track chunk: where its events begin, where they must end, and where to look for the next chunk. */
interface TrackChunk {
  readonly dataByte: number;
  readonly limitByte: number;
  /** `undefined` when the length field is wrong and only the events can tell where the track ends. */
  readonly nextByte: number | undefined;
}

const CHUNK_HEADER_BYTES = 8;

const isTrackAt = (bytes: Uint8Array, at: number): boolean => isChunkId(bytes, 'MTrk', at);

const isLetterDigitOrSpace = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x20;

/** Four letters, digits or spaces and a length that the file can hold. */
const isChunkAt = (bytes: Uint8Array, at: number): boolean =>
  isTrackAt(bytes, at) ||
  (at + CHUNK_HEADER_BYTES <= bytes.length &&
    bytes.subarray(at, at + 4).every(isLetterDigitOrSpace) &&
    at + CHUNK_HEADER_BYTES + unsigned32(bytes, at + 4) <= bytes.length);

const isEndOfTrackBefore = (bytes: Uint8Array, at: number): boolean =>
  bytes[at - 3] === 0xff && bytes[at - 2] === 0x2f && bytes[at - 1] === 0;

/** A track length is trusted if the file ends there, a chunk begins there or an end-of-track event stands before. */
const isPlausibleEnd = (bytes: Uint8Array, at: number): boolean =>
  at === bytes.length || (at < bytes.length && (isChunkAt(bytes, at) || isEndOfTrackBefore(bytes, at)));

const readTrackChunk = (bytes: Uint8Array, at: number): TrackChunk => {
  const dataByte = at + CHUNK_HEADER_BYTES;
  const declaredEnd = dataByte + (dataByte <= bytes.length ? unsigned32(bytes, at + 4) : 0);
  if (isPlausibleEnd(bytes, declaredEnd)) return { dataByte, limitByte: declaredEnd, nextByte: declaredEnd };
  const nextTrack = findChunkId(bytes, 'MTrk', dataByte);
  return { dataByte, limitByte: nextTrack < 0 ? bytes.length : nextTrack, nextByte: undefined };
};

/** The next MTrk at or after `from`: chunks of other kinds are skipped by their length, junk by searching. */
const findTrack = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (!isTrackAt(bytes, at) && isChunkAt(bytes, at)) at += CHUNK_HEADER_BYTES + unsigned32(bytes, at + 4);
  return isTrackAt(bytes, at) ? at : findChunkId(bytes, 'MTrk', at);
};

/** Where to continue: right after the end-of-track event if a track begins there, else where the length says. */
const byteAfter = (bytes: Uint8Array, track: MidiTrack, chunk: TrackChunk): number =>
  isTrackAt(bytes, track.endByte) ? track.endByte : (chunk.nextByte ?? track.endByte);

/** All tracks, at most as many as the header says; fewer when the file ends before. */
export const readTracks = (bytes: Uint8Array, header: MidiHeader): readonly MidiTrack[] => {
  const tracks: MidiTrack[] = [];
  let at = findTrack(bytes, header.endByte);
  if (header.trackCount > 0 && at < 0) {
    throw new MidiFileError(
      `No music: the header promises tracks (${header.trackCount}), none follows`,
      header.endByte,
    );
  }
  if (header.trackCount === 0 && at >= 0) {
    throw new MidiFileError('Damaged MIDI file: the header says that it has no tracks, yet one begins', at);
  }
  while (at >= 0 && tracks.length < header.trackCount) {
    const chunk = readTrackChunk(bytes, at);
    const track = readTrack(bytes, chunk.dataByte, chunk.limitByte);
    tracks.push(track);
    at = findTrack(bytes, byteAfter(bytes, track, chunk));
  }
  return tracks;
};
