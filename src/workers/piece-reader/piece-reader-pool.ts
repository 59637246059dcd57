import type { LoadedPiece, PieceLoader } from '../../training/corpus/piece-loader.js';
import { unpackPiece } from '../../training/corpus/work-codec.js';
import { WorkerThread } from '../shared/worker-thread.js';
import type { PieceRead, ReadPiece } from './piece-reader-messages.js';

const ENTRY = new URL('./piece-reader-entry.js', import.meta.url);

/** One file on its way, and who waits for it. */
interface Job {
  readonly question: ReadPiece;
  resolve(loaded: LoadedPiece): void;
  reject(error: Error): void;
}

/** One thread, with at most one file in hand, so that a lost thread costs one file. */
interface Reader {
  readonly thread: WorkerThread<ReadPiece, PieceRead>;
  job: Job | undefined;
}

/** A file whose notes need more than this is no music; without a limit it would take the whole process down. */
const maxThreadMegabytes = 1024;

const settle = (job: Job, reply: Exclude<PieceRead, { kind: 'ready' }>): void => {
  switch (reply.kind) {
    case 'rejected':
      job.resolve({ kind: 'rejected', reason: reply.reason });
      break;
    case 'broken':
      job.reject(new Error(`a piece reader failed: ${reply.stack}`));
      break;
    case 'encoded': {
      const piece = unpackPiece(reply.packed);
      if (piece) job.resolve({ kind: 'encoded', piece });
      else job.reject(new Error('a piece reader sent a damaged piece'));
    }
  }
};

/**
 * Reads and encodes on `threads` worker threads, started when the first files come: with a full cache none is.
 * A thread that dies rejects only the file it had in hand; the next file starts another one.
 */
export class PieceReaderPool implements PieceLoader {
  readonly concurrency: number;
  readonly #threads: number;
  readonly #readers: Reader[] = [];
  readonly #queue: Job[] = [];
  #nextId = 0;

  constructor(threads: number) {
    this.#threads = Math.max(1, threads);
    this.concurrency = 3 * this.#threads; // enough that no thread waits for the disk or the cache
  }

  load(bytes: Uint8Array): Promise<LoadedPiece> {
    const question: ReadPiece = { kind: 'read', id: this.#nextId++, bytes: new Uint8Array(bytes) };
    return new Promise((resolve, reject) => {
      this.#queue.push({ question, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    const readers = this.#readers.splice(0);
    const waiting = [...this.#queue.splice(0), ...readers.flatMap(({ job }) => job ?? [])];
    for (const job of waiting) job.reject(new Error('the piece readers were closed'));
    await Promise.all(readers.map(({ thread }) => thread.terminate()));
  }

  /** Hands waiting files to idle threads, starting threads up to the limit. */
  #dispatch(): void {
    while (this.#queue.length > 0) {
      const reader = this.#readers.find((candidate) => !candidate.job) ?? this.#start();
      if (!reader) return;
      const job = this.#queue.shift();
      if (!job) return;
      reader.job = job;
      reader.thread.send(job.question, [job.question.bytes.buffer as ArrayBuffer]);
    }
  }

  #start(): Reader | undefined {
    if (this.#readers.length >= this.#threads) return undefined;
    const thread = new WorkerThread<ReadPiece, PieceRead>(ENTRY, {}, { maxOldGenerationSizeMb: maxThreadMegabytes });
    const reader: Reader = { thread, job: undefined };
    thread.onMessage((reply) => {
      if (reply.kind === 'ready') return;
      const { job } = reader;
      reader.job = undefined;
      if (job) settle(job, reply);
      this.#dispatch();
    });
    thread.onDied((cause) => this.#lose(reader, cause));
    thread.start().catch(() => undefined); // its death is told as well
    this.#readers.push(reader);
    return reader;
  }

  #lose(reader: Reader, cause: Error & { code?: string }): void {
    const place = this.#readers.indexOf(reader);
    if (place >= 0) this.#readers.splice(place, 1);
    const { job } = reader;
    reader.job = undefined;
    if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      job?.resolve({ kind: 'rejected', reason: `Reading it takes more than ${maxThreadMegabytes} MB of memory.` });
    } else {
      job?.reject(cause);
    }
    this.#dispatch();
  }
}
