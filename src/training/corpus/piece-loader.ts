import type { EncodedPiece } from './encoded-work.js';

/** What became of one file: music, or one line saying why not. */
export type LoadedPiece =
  { readonly kind: 'encoded'; readonly piece: EncodedPiece } | { readonly kind: 'rejected'; readonly reason: string };

/**
 * Turns the bytes of MIDI files into encoded pieces, several at a time where there are cores for it.
 * Owned by whoever made it, who closes it.
 */
export interface PieceLoader {
  /** As many `load` calls as are worth having under way; more only cost memory. */
  readonly concurrency: number;
  /** Never rejects for bad music, only for a bug or a lost worker. The bytes may be taken away (transferred). */
  load(bytes: Uint8Array): Promise<LoadedPiece>;
  close(): Promise<void>;
}

/** Bytes kept under a name between runs. Losing them costs time, never music. */
export interface ByteCache {
  /** Undefined when there is none, or none that can be read. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Best effort: a full or read-only disk is not an error. */
  put(key: string, bytes: Uint8Array): Promise<void>;
}
