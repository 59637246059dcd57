import type { EncodedPiece } from './encoded-work.js';

/** The result for one file: music, or one line saying why not. */
export type LoadedPiece =
  { readonly kind: 'encoded'; readonly piece: EncodedPiece } | { readonly kind: 'rejected'; readonly reason: string };

/** Encodes MIDI files, several at a time if there are enough cores. Its creator closes it. */
export interface PieceLoader {
  /** The useful number of concurrent `load` calls; more only cost memory. */
  readonly concurrency: number;
  /** Rejects only for a bug or a lost worker, never for bad music. The bytes may be transferred. */
  load(bytes: Uint8Array): Promise<LoadedPiece>;
  close(): Promise<void>;
}

/** Bytes stored by name between runs. Losing them only costs time. */
export interface ByteCache {
  /** Undefined if missing or unreadable. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Best effort: a full or read-only disk is not an error. */
  put(key: string, bytes: Uint8Array): Promise<void>;
}
