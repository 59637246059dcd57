import { encodePiece } from '../../encoding/piano/encode-piece.js';
import { readMidi } from '../../music/midi/read-midi.js';
import { DaemonError } from '../../shared/error.js';
import { fingerprint } from './fingerprint.js';
import type { LoadedPiece, PieceLoader } from './piece-loader.js';

/** Reads and encodes one file's bytes on this thread. Bad music is a result, a bug throws. */
export const encodeMidi = (bytes: Uint8Array): LoadedPiece => {
  try {
    const piece = readMidi(bytes);
    const { length, ids, noteCount, baseBpm } = encodePiece(piece, { tellsParts: true });
    if (noteCount === 0) return { kind: 'rejected', reason: 'It contains no notes (percussion does not count).' };
    const encoded = { title: piece.title, noteCount, baseBpm, sequence: { length, ids } };
    return { kind: 'encoded', piece: { ...encoded, fingerprint: fingerprint(piece) } };
  } catch (error) {
    if (error instanceof DaemonError) return { kind: 'rejected', reason: error.message };
    throw error;
  }
};

/** A loader that works on the caller's thread: for tests, and for a handful of files. */
export const inProcessLoader = (): PieceLoader => ({
  concurrency: 1,
  load: async (bytes) => encodeMidi(bytes),
  close: async () => {},
});
