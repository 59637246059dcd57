import { MidiFileError } from './midi-file-error.js';

/** The MThd chunk, and where the chunks after it begin. */
export interface MidiHeader {
  /** 0 one track, 1 tracks that sound together, 2 sequences one after the other. Unknown formats are read as 1. */
  readonly format: 0 | 1 | 2;
  readonly trackCount: number;
  /** Two bytes as they stand in the file; `readDivision` says what they mean. */
  readonly division: number;
  readonly startByte: number;
  readonly endByte: number;
}

const HEADER_BYTES = 14;

/** Whether the four letters are at a byte; false beyond the end of the file. */
export const isChunkId = (bytes: Uint8Array, id: string, at: number): boolean =>
  bytes[at] === id.charCodeAt(0) &&
  bytes[at + 1] === id.charCodeAt(1) &&
  bytes[at + 2] === id.charCodeAt(2) &&
  bytes[at + 3] === id.charCodeAt(3);

/** The first byte at or after `from` with the four letters, or −1. */
export const findChunkId = (bytes: Uint8Array, id: string, from: number): number => {
  const first = id.charCodeAt(0);
  let at = bytes.indexOf(first, from);
  while (at >= 0 && !isChunkId(bytes, id, at)) at = bytes.indexOf(first, at + 1);
  return at;
};

/** Four bytes, high byte first. */
export const unsigned32 = (bytes: Uint8Array, at: number): number =>
  bytes[at] * 2 ** 24 + (bytes[at + 1] << 16) + (bytes[at + 2] << 8) + bytes[at + 3];

const unsigned16 = (bytes: Uint8Array, at: number): number => (bytes[at] << 8) | bytes[at + 1];

/** The first bytes of a file that is something else, made safe to print. */
const opening = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 4), (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');

const findHeader = (bytes: Uint8Array): number => {
  if (bytes.length === 0) throw new MidiFileError('The file is empty', 0);
  const startByte = findChunkId(bytes, 'MThd', 0);
  if (startByte >= 0) return startByte;
  throw new MidiFileError(`Not a MIDI file: it begins with "${opening(bytes)}" and has no MThd header anywhere`, 0);
};

/** Where the header chunk ends: where its length says if a chunk begins there, otherwise behind its six bytes. */
const headerEnd = (bytes: Uint8Array, startByte: number): number => {
  const length = unsigned32(bytes, startByte + 4);
  const declaredEnd = startByte + 8 + length;
  const isChunkThere = isChunkId(bytes, 'MTrk', declaredEnd);
  if (isChunkThere && length < 6) {
    throw new MidiFileError(`Damaged MIDI header: it is ${length} bytes long where 6 are needed`, startByte + 4);
  }
  return isChunkThere ? declaredEnd : startByte + HEADER_BYTES;
};

/** Finds and reads the header, even inside a RIFF RMID wrapper or after junk. */
export const readHeader = (bytes: Uint8Array): MidiHeader => {
  const startByte = findHeader(bytes);
  if (bytes.length < startByte + HEADER_BYTES) {
    throw new MidiFileError(
      `Cut-off MIDI header: 14 bytes are needed and ${bytes.length - startByte} are there`,
      bytes.length,
    );
  }
  const format = unsigned16(bytes, startByte + 8);
  return {
    format: format === 0 || format === 2 ? format : 1,
    trackCount: unsigned16(bytes, startByte + 10),
    division: unsigned16(bytes, startByte + 12),
    startByte,
    endByte: headerEnd(bytes, startByte),
  };
};
