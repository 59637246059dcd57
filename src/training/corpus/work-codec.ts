import type { EncodedPiece } from './encoded-work.js';

/**
 * An encoded piece as bytes, for the cache and for passing between threads:
 * magic, then counts and lengths as 32-bit words of this machine, tempo (float64), then title (UTF-8), ids, fingerprint, checksum.
 */
const magic = 0x31574d45; // "EMW1"
const headerWords = 8;
const tempoWord = 6;

/** FNV-1a, 32 bits, over 32-bit words: detects damage, not manipulation. */
const checksum = (words: Uint32Array): number => {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
};

/** Whole words, so that the following arrays are aligned. */
const wordsFor = (byteCount: number): number => Math.ceil(byteCount / 4);

/** The bytes of a piece; `unpackPiece` reverses it. */
export const packPiece = (piece: EncodedPiece): Uint8Array => {
  const title = new TextEncoder().encode(piece.title);
  const { sequence, fingerprint } = piece;
  const titleWords = wordsFor(title.length);
  const bodyWords = headerWords + titleWords + sequence.ids.length + fingerprint.length;
  const words = new Uint32Array(bodyWords + 1);
  words.set([magic, piece.noteCount, title.length, sequence.length, sequence.ids.length, fingerprint.length]);
  new Float64Array(words.buffer, tempoWord * 4, 1)[0] = piece.baseBpm;
  new Uint8Array(words.buffer).set(title, headerWords * 4);
  words.set(sequence.ids, headerWords + titleWords);
  words.set(fingerprint, headerWords + titleWords + sequence.ids.length);
  words[bodyWords] = checksum(words.subarray(0, bodyWords));
  return new Uint8Array(words.buffer);
};

/** The piece in `bytes`, or undefined when they are damaged, cut off or of another format. */
export const unpackPiece = (bytes: Uint8Array): EncodedPiece | undefined => {
  if (bytes.length < (headerWords + 1) * 4 || bytes.length % 4 !== 0) return undefined;
  const words = new Uint32Array(new Uint8Array(bytes).buffer);
  const [found, noteCount, titleLength, length, idCount, gramCount] = words;
  const idsAt = headerWords + wordsFor(titleLength);
  const gramsAt = idsAt + idCount;
  const end = gramsAt + gramCount;
  if (found !== magic || end + 1 !== words.length) return undefined;
  if (words[end] !== checksum(words.subarray(0, end))) return undefined;
  return {
    title: new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      new Uint8Array(words.buffer, headerWords * 4, titleLength),
    ),
    noteCount,
    baseBpm: new Float64Array(words.buffer, tempoWord * 4, 1)[0],
    sequence: { length, ids: new Int32Array(words.buffer, idsAt * 4, idCount).slice() },
    fingerprint: words.slice(gramsAt, end),
  };
};
