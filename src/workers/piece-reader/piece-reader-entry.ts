import { parentPort, type MessagePort } from 'node:worker_threads';
import { encodeMidi } from '../../training/corpus/piece-encoder.js';
import { packPiece } from '../../training/corpus/work-codec.js';
import type { PieceRead, ReadPiece } from './piece-reader-messages.js';

/** Thread entry: encodes one file after the other until the pool closes the port. */

const answer = ({ id, bytes }: ReadPiece): PieceRead => {
  try {
    const loaded = encodeMidi(bytes);
    return loaded.kind === 'rejected'
      ? { kind: 'rejected', id, reason: loaded.reason }
      : { kind: 'encoded', id, packed: packPiece(loaded.piece) };
  } catch (error) {
    return { kind: 'broken', id, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const serve = (port: MessagePort): void => {
  port.on('message', (question: ReadPiece) => {
    const reply = answer(question);
    port.postMessage(reply, reply.kind === 'encoded' ? [reply.packed.buffer as ArrayBuffer] : []);
  });
  port.postMessage({ kind: 'ready' } satisfies PieceRead);
};

if (parentPort) serve(parentPort);
