import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { LOG_ENDING } from './session-names.js';

/** What the disk has not taken by then will not be taken in time. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
const COPY_BYTES = 256 * 1024;
/** So often a log that nothing is written to is touched, which says that its session goes on. */
export const TOUCH_MS = 30_000;
const NEWLINE = 10;

/** The disk takes nothing any more, without an error. */
class DiskStalledError extends Error {
  constructor() {
    super('the disk is full');
  }
}

export interface SessionLogFileOptions {
  /** Where it is to be; where it cannot be there, or is there no longer, it goes on in the next of these that can be written. */
  readonly folders: readonly string[];
  /** Without its ending. */
  readonly name: string;
  /** It is in this file from now on; the one before is gone, if there was one. */
  readonly moved: (file: string, before: string | undefined) => void;
  /** It has ended, at a whole line, since it could not be written; a file without any is removed. */
  readonly failed: (cause: unknown) => void;
  /** Opens a file that is not there yet. */
  readonly openFile?: (file: string) => Promise<FileHandle>;
}

const openNew = (file: string): Promise<FileHandle> => open(file, 'wx+');

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Writes all of it, in as many pieces as the disk takes it in; `written` is told of each. */
const writeAll = async (
  handle: FileHandle,
  bytes: Uint8Array,
  position: number,
  written: (count: number) => void = () => undefined,
): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new DiskStalledError();
    done += bytesWritten;
    written(done);
  }
};

/** A log written asynchronously: lines wait for the disk, the daemon does not. */
export class SessionLogFile {
  readonly #options: SessionLogFileOptions;
  #handle: FileHandle | undefined;
  #file: string | undefined;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** Length of what has been written. */
  #bytes = 0;
  #hasFailed = false;
  #isClosed = false;
  /** One thing is done to the file at a time. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SessionLogFileOptions) {
    this.#options = options;
  }

  /** Where it is; undefined before it has been opened. */
  get file(): string | undefined {
    return this.#file;
  }

  /** How long it is, with what waits to be written. */
  get bytes(): number {
    return this.#bytes + this.#waitingBytes;
  }

  /** Makes the file, beside any of its name; resolves when it is there or has failed. */
  open(): Promise<void> {
    return this.#next(() => this.#openSomewhere());
  }

  append(lines: readonly object[]): void {
    if (this.#hasFailed || this.#isClosed) return;
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const isFirst = this.#waiting.length === 0;
    this.#waiting.push(text);
    this.#waitingBytes += Buffer.byteLength(text);
    if (this.#waitingBytes > MOST_WAITING_BYTES) this.#fail(new DiskStalledError());
    else if (isFirst) void this.#next(() => this.#write());
  }

  /** Resolves when all that has been appended so far is written, or the file has failed. */
  written(): Promise<void> {
    return this.#turn;
  }

  /** Sees whether it is still where it was; one that has been removed goes on elsewhere, with all that it held. */
  look(): Promise<void> {
    return this.#next(async () => {
      if (!(await this.#isInPlace())) await this.#openSomewhere();
    });
  }

  /** Writes what waits and ends the file. */
  async close(): Promise<void> {
    await this.#next(async () => {
      await this.#write();
      if (!(await this.#isInPlace())) await this.#openSomewhere();
      await this.#end();
    });
    this.#isClosed = true;
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#hasFailed || this.#isClosed) return;
      try {
        await work();
        if (this.#hasFailed) await this.#endAtWholeLine();
      } catch (error) {
        this.#fail(error);
        await this.#endAtWholeLine();
      }
    });
    return this.#turn;
  }

  async #isInPlace(): Promise<boolean> {
    const [handle, file] = [this.#handle, this.#file];
    if (!handle || file === undefined) return false;
    const there = await stat(file).catch(() => undefined);
    const own = await handle.stat();
    if (!there || there.ino !== own.ino || there.dev !== own.dev) return false;
    if (Date.now() - own.mtimeMs > TOUCH_MS) await handle.utimes(new Date(), new Date());
    return true;
  }

  async #openSomewhere(): Promise<void> {
    const before = this.#file;
    let cause: unknown;
    for (const folder of this.#options.folders) {
      try {
        await this.#openIn(folder);
        this.#options.moved(this.#file ?? '', before);
        return;
      } catch (error) {
        cause ??= error;
      }
    }
    throw cause;
  }

  /** A name that is taken, as by a session begun in the same second, gets a number. */
  async #openIn(folder: string): Promise<void> {
    const { name, openFile = openNew } = this.#options;
    await mkdir(folder, { recursive: true });
    for (let number = 1; ; number++) {
      const file = path.resolve(folder, `${number === 1 ? name : `${name}_${number}`}${LOG_ENDING}`);
      try {
        await this.#goOnIn(await openFile(file), file);
        return;
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
  }

  async #goOnIn(handle: FileHandle, file: string): Promise<void> {
    const before = this.#handle;
    try {
      if (before) await this.#copy(before, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#handle = handle;
    this.#file = file;
    await before?.close().catch(() => undefined); // it is on no disk any more
  }

  async #copy(from: FileHandle, to: FileHandle): Promise<void> {
    const chunk = new Uint8Array(COPY_BYTES);
    for (let at = 0; at < this.#bytes;) {
      const { bytesRead } = await from.read(chunk, 0, Math.min(chunk.length, this.#bytes - at), at);
      if (bytesRead === 0) throw new Error('the recording so far cannot be read back');
      await writeAll(to, chunk.subarray(0, bytesRead), at);
      at += bytesRead;
    }
  }

  async #write(): Promise<void> {
    if (!this.#handle || this.#waiting.length === 0) return;
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#waitingBytes = 0;
    let done = 0;
    try {
      await writeAll(this.#handle, bytes, this.#bytes, (count) => (done = count));
    } finally {
      this.#bytes += done === 0 ? 0 : bytes.lastIndexOf(NEWLINE, done - 1) + 1;
    }
  }

  /** Lines that were written whole stay, a torn one goes, and with the only one the file. */
  async #endAtWholeLine(): Promise<void> {
    try {
      const empty = this.#bytes === 0 && (await this.#isInPlace()) ? this.#file : undefined;
      await this.#handle?.truncate(this.#bytes);
      await this.#end();
      if (empty !== undefined) await this.#remove(empty);
    } catch {
      // the file is lost with the disk; a torn line costs itself alone
    }
  }

  async #remove(file: string): Promise<void> {
    this.#file = undefined;
    await rm(file);
  }

  async #end(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #fail(cause: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#options.failed(cause);
  }
}
