import { fstatSync } from 'node:fs';
import { copyFile, mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { DaemonError, reasonOf } from '../../shared/error.js';
import { systemReason } from '../../shared/system-error.js';

/** The log file cannot be opened. */
export class LogFileError extends DaemonError {
  readonly code = 'LOG_FILE';

  constructor(file: string, reason: string, cause?: unknown) {
    super(`Cannot write the log file "${file}": ${reason}. Name another with --log-file, or leave it out.`, { cause });
  }
}

/** Once a file is larger, its lines move to `<file>.1`, in place of older ones. */
const MOST_BYTES = 10_000_000;
/** Lines that wait for a slow disk, in characters; later ones are dropped. */
const MOST_WAITING = 1_000_000;

/** A pipe that nobody reads would never open. */
const requireFile = async (file: string): Promise<void> => {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.isFile() || found.isCharacterDevice()) return;
  throw new LogFileError(file, found.isDirectory() ? 'it is a folder' : 'it is not a file');
};

/**
 * A file to which lines are appended without waiting for the disk. A copy and not a new name keeps its older lines, so
 * that other processes that write to it go on in the same file.
 */
export class LogFile {
  readonly file: string;
  readonly #handle: FileHandle;
  readonly #mostBytes: number;
  #failed: (reason: string) => void = () => undefined;
  #waiting = '';
  #writing: Promise<void> | undefined;
  #isFailing = false;
  #isClosed = false;

  private constructor(file: string, handle: FileHandle, mostBytes: number) {
    this.file = file;
    this.#handle = handle;
    this.#mostBytes = mostBytes;
  }

  /** Opens or makes it, readable by its user alone, and its folder; throws a LogFileError. */
  static async open(file: string, mostBytes = MOST_BYTES): Promise<LogFile> {
    const absolute = path.resolve(file);
    try {
      await requireFile(absolute);
      await mkdir(path.dirname(absolute), { recursive: true });
      const log = new LogFile(absolute, await open(absolute, 'a', 0o600), mostBytes);
      await log.#rotate().catch(() => undefined); // lines from now on matter more
      return log;
    } catch (cause) {
      if (cause instanceof LogFileError) throw cause;
      throw new LogFileError(absolute, systemReason(cause)?.reason ?? reasonOf(cause), cause);
    }
  }

  /** Number of the open file, for a process that shall write to it. */
  get descriptor(): number {
    return this.#handle.fd;
  }

  /** Called when a line is lost, and not again before another one could be written. */
  onFailed(failed: (reason: string) => void): void {
    this.#failed = failed;
  }

  /** Whether an open file of this process, such as stderr (2), is this file. */
  async isOpenAs(descriptor: number): Promise<boolean> {
    try {
      const [own, other] = [await this.#handle.stat({ bigint: true }), fstatSync(descriptor, { bigint: true })];
      return own.isFile() && own.dev === other.dev && own.ino === other.ino;
    } catch {
      return false; // the descriptor is closed
    }
  }

  /** Appends whole lines. Never throws, and returns before they are written. */
  write(lines: string): void {
    if (this.#isClosed) return;
    if (this.#waiting.length + lines.length > MOST_WAITING) {
      this.#fail('the disk is too slow');
      return;
    }
    this.#waiting += lines;
    this.#writing ??= this.#writeWaiting();
  }

  /** Writes what waits, then closes. May be called twice. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#writing;
    await this.#handle.close().catch(() => undefined); // a full network disk fails here too; it has been told
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting !== '') {
      const lines = this.#waiting;
      this.#waiting = '';
      try {
        await this.#handle.appendFile(lines);
        this.#isFailing = false;
        await this.#rotate();
      } catch (error) {
        this.#fail(systemReason(error)?.reason ?? reasonOf(error));
      }
    }
    this.#writing = undefined;
  }

  #fail(reason: string): void {
    if (!this.#isFailing) this.#failed(reason);
    this.#isFailing = true;
  }

  /** Where older lines cannot be kept aside, they are lost: the file must not fill the disk. */
  async #rotate(): Promise<void> {
    const found = await this.#handle.stat();
    if (!found.isFile() || found.size <= this.#mostBytes) return;
    try {
      await copyFile(this.file, `${this.file}.1`);
    } finally {
      await this.#handle.truncate();
    }
  }
}
