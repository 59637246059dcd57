import type { EventSequence } from '../../model/event-schema.js';

/** The result of reading and encoding one file, independent of its location. This is what the cache stores. */
export interface EncodedPiece {
  /** From the file itself; may be empty. */
  readonly title: string;
  /** Events that are notes. */
  readonly noteCount: number;
  /** The piece's own tempo in quarters per minute, which the tempo field is relative to. */
  readonly baseBpm: number;
  /** Given fields that depend on the corpus (composer) are absent until `withComposer`. */
  readonly sequence: EventSequence;
  /** Melody and bass n-grams (see `fingerprint`), ascending, each once. */
  readonly fingerprint: Uint32Array;
}

/** One file of the corpus, ready for training. */
export interface EncodedWork extends EncodedPiece {
  /** As CorpusFile.name. */
  readonly name: string;
  /** Its data folder, whose manifest applies; absent if there is only one. */
  readonly folder?: string;
  readonly composer: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly contentHash: string;
}

/** A file that could not be used, and why, in one line. */
export interface RejectedFile {
  readonly file: string;
  readonly reason: string;
}

/** Everything readable in a data folder, in the order of the file names. */
export interface Corpus {
  readonly works: readonly EncodedWork[];
  readonly rejected: readonly RejectedFile[];
}
