import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import { passageSince } from '../../performance/recording/passage.js';
import { sessionPiece } from '../../performance/recording/session-piece.js';
import type { Recording } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';
import { Capture } from './capture.js';
import { LOG_ENDING, composerName, saveMidi, saveSession, timeName, type SavedSession } from './session-files.js';
import { isRecorded, type SessionHeader } from './session-log.js';

/** There is nothing to keep. */
export class NothingPlayedError extends DaemonError {
  readonly code = 'NOTHING_PLAYED';

  constructor(seconds: number) {
    super(`Nothing was played in the last ${seconds} s, so there is nothing to keep.`);
  }
}

export interface RecorderOptions {
  /** `output/sessions`. */
  readonly folder: string;
  /** Wall-clock time, for names. */
  readonly now: () => Date;
  /** Monotonic clock, ms. */
  readonly nowMs: () => number;
  /** Told when the disk fails; recording has ended then, and playing goes on. */
  readonly failed: (reason: string) => void;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Writes what happens to a log as it happens, each batch at once: a killed process loses what it had not been told
 * yet, a fraction of a second. The .mid is made of the log at the end, or by `recoverSessions` at the next start.
 */
export class SessionRecorder {
  readonly #options: RecorderOptions;
  readonly #capture = new Capture();
  #file: string | undefined;
  #handle: number | undefined;
  #sinceMs = 0;
  #header: SessionHeader | undefined;
  /** How things stand, for a log that begins while music plays. */
  #transport: PerformanceEvent | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get state(): Recording {
    return { on: this.#handle !== undefined, file: this.#file ?? null, sinceMs: this.#sinceMs };
  }

  /** Begins a new log. Never writes into a file that is there. */
  start(header: SessionHeader): void {
    this.#header = header;
    try {
      mkdirSync(this.#options.folder, { recursive: true });
      this.#open(`${timeName(this.#options.now())}_${composerName(header.composer)}`);
      this.#append(header);
      if (this.#transport) this.#append(this.#transport);
      this.#sinceMs = this.#options.nowMs();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Goes on in a file of its own after `stop`. */
  resume(): void {
    if (this.#header && this.#handle === undefined) this.start(this.#header);
  }

  write(events: readonly PerformanceEvent[]): void {
    const recorded = events.filter(isRecorded);
    for (const event of recorded) this.#capture.add(event);
    this.#transport = recorded.findLast(({ kind }) => kind === 'transport') ?? this.#transport;
    if (this.#handle === undefined || recorded.length === 0) return;
    try {
      writeSync(this.#handle, recorded.map((event) => `${JSON.stringify(event)}\n`).join(''));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Ends the log and makes its .mid; undefined when nothing was being recorded, or the disk failed. */
  stop(): SavedSession | undefined {
    if (this.#handle === undefined || this.#file === undefined) return undefined;
    try {
      closeSync(this.#handle);
      this.#handle = undefined;
      return saveSession(this.#file);
    } catch (error) {
      this.#fail(error);
      return undefined;
    } finally {
      this.#file = undefined;
    }
  }

  /** Saves the latest seconds, recorded or not. */
  keep(seconds: number): SavedSession {
    const fromMs = this.#options.nowMs() - seconds * 1000;
    const events = passageSince(this.#capture.events, fromMs);
    if (!events.some(({ kind }) => kind === 'note-on')) throw new NothingPlayedError(seconds);
    mkdirSync(this.#options.folder, { recursive: true });
    const name = `${timeName(this.#options.now())}_${composerName(this.#header?.composer ?? 'session')}_kept-${seconds}s`;
    return saveMidi(path.join(this.#options.folder, `${name}.mid`), sessionPiece(events, name));
  }

  /** A name that is taken, as by a session begun in the same second, gets a number. */
  #open(name: string): void {
    for (let number = 1; this.#handle === undefined; number++) {
      const numbered = number === 1 ? name : `${name}_${number}`;
      const file = path.join(this.#options.folder, `${numbered}${LOG_ENDING}`);
      try {
        this.#handle = openSync(file, 'wx');
        this.#file = file;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
    }
  }

  #append(line: object): void {
    if (this.#handle !== undefined) writeSync(this.#handle, `${JSON.stringify(line)}\n`);
  }

  #fail(error: unknown): void {
    const handle = this.#handle;
    this.#handle = undefined;
    this.#options.failed(
      `Recording has stopped: ${reasonOf(error)}. Playing goes on; make room, then \`music-lstm-daemon record on\`.`,
    );
    try {
      if (handle !== undefined) closeSync(handle);
    } catch {
      // the handle is lost with the disk
    }
  }
}
