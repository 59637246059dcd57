import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import { FILE_LIMITS, FileBounds, type FileLimits } from '../../performance/recording/file-bounds.js';
import { excerptSince } from '../../performance/recording/recording-excerpt.js';
import { sessionPiece } from '../../performance/recording/session-piece.js';
import { PerformanceState } from '../../performance/recording/performance-state.js';
import type { ControlChange, Controls } from '../../protocol/controls.js';
import type { Recording } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';
import { RecentBuffer } from './recent-buffer.js';
import { SessionLogFile } from './session-log-file.js';
import { saveMidi, saveSession, type SavedSession } from './session-files.js';
import { composerName, timeName } from './session-names.js';
import { isRecorded, type SessionHeader } from './session-schema.js';
import { reasonOf } from '../../shared/error.js';

/** There is nothing to keep. */
export class NothingPlayedError extends DaemonError {
  readonly code = 'NOTHING_PLAYED';

  constructor(seconds: number) {
    super(`Nothing was played in the last ${seconds} s, so there is nothing to keep.`);
  }
}

/** The disk does not take what is to be kept. */
class NotSavedError extends DaemonError {
  readonly code = 'RECORDING_NOT_SAVED';

  constructor(cause: unknown) {
    super(
      `The recording cannot be saved: ${reasonOf(cause)}. Free some disk space, or name another folder with --output.`,
      { cause },
    );
  }
}

export interface RecorderOptions {
  /** `output/sessions`. */
  readonly folder: string;
  /** Where a recording goes on when that folder cannot be written to any more. */
  readonly elsewhere: string;
  /** Wall-clock time, for names. */
  readonly now: () => Date;
  /** Monotonic clock, ms. */
  readonly nowMs: () => number;
  /** Told when recording begins, goes on elsewhere, or ends, whatever ends it. */
  readonly changed: (recording: Recording) => void;
  readonly notice: (level: 'info' | 'warning' | 'error', text: string) => void;
  readonly limits?: FileLimits;
}

/** So often it looks whether its file is still there. */
const LOOK_MS = 500;

/** One file of the recording, and where it ends. */
interface Take {
  readonly log: SessionLogFile;
  readonly bounds: FileBounds;
}

/**
 * Writes events to a log as they happen: a killed process loses only what had not reached the log, a fraction of a
 * second. The .mid is made from the log at the end, or by `recoverSessions` at the next start. Playing continues
 * whatever the disk does.
 */
export class SessionRecorder {
  readonly #options: RecorderOptions;
  readonly #capture = new RecentBuffer();
  /** How things stand, for a log that begins while music plays. */
  #standing = new PerformanceState();
  #take: Take | undefined;
  #sinceMs = 0;
  #header: SessionHeader | undefined;
  #watch: NodeJS.Timeout | undefined;
  /** Why the latest log has failed, if it has. */
  #failure: unknown;
  /** Files that were ended while recording goes on, and are being saved. */
  readonly #saving = new Set<Promise<unknown>>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get state(): Recording {
    return { on: this.#take !== undefined, file: this.#take?.log.file ?? null, sinceMs: this.#sinceMs };
  }

  /** Begins a new log; resolves when its first line is written, or it has failed. Never writes into a file that is there. */
  async start(header: SessionHeader): Promise<void> {
    this.#header = header;
    this.#sinceMs = this.#options.nowMs();
    await this.#begin(header, this.#sinceMs);
    this.#watch ??= setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** Goes on in a file of its own after `stop`. Throws a DaemonError where the disk does not take it. */
  async resume(): Promise<void> {
    if (!this.#header || this.#take) return;
    await this.start(this.#header);
    if (this.#failure !== undefined) throw new NotSavedError(this.#failure);
  }

  /** Another performance begins, at tick 0, which a log of its own must tell. */
  async restart(controls: Controls): Promise<void> {
    this.#standing = new PerformanceState();
    this.#setRecording(controls);
    if (!this.#header || !this.#take) return;
    this.#saveInTime(this.#take.log);
    await this.#begin(this.#header, this.#options.nowMs());
  }

  write(events: readonly PerformanceEvent[]): void {
    const recorded = events.filter(isRecorded);
    let fresh: PerformanceEvent[] = [];
    for (const event of recorded) {
      const nextMs = this.#take?.bounds.nextFileMs(event, this.#take.log.bytes);
      if (nextMs !== undefined) {
        this.#take?.log.append(fresh);
        fresh = [];
        this.#goOnInNext(nextMs);
        this.#take?.bounds.nextFileMs(event, 0);
      }
      this.#standing.apply(event);
      if (event.kind === 'controls') this.#setRecording(event.controls);
      this.#capture.add(event);
      fresh.push(event);
    }
    if (fresh.length > 0) this.#take?.log.append(fresh);
  }

  /** Sees whether the log is still where it was. */
  async look(): Promise<void> {
    await this.#take?.log.look();
  }

  /** Ends the log and makes its .mid; undefined when nothing was being recorded, or the disk failed. */
  async stop(): Promise<SavedSession | undefined> {
    clearInterval(this.#watch);
    this.#watch = undefined;
    const log = this.#take?.log;
    this.#take = undefined;
    if (log) this.#options.changed(this.state);
    const saved = log && (await this.#save(log));
    await Promise.all(this.#saving);
    return saved;
  }

  /** Saves the latest seconds, recorded or not. */
  async keep(seconds: number): Promise<SavedSession> {
    const { folder, now, nowMs } = this.#options;
    const events = excerptSince(this.#capture.events, nowMs() - seconds * 1000);
    if (!events.some(({ kind }) => kind === 'note-on')) throw new NothingPlayedError(seconds);
    const name = `${timeName(now())}_${composerName(this.#header?.composer ?? 'session')}_kept-${seconds}s`;
    try {
      await mkdir(folder, { recursive: true });
      return await saveMidi(path.join(folder, `${name}.mid`), sessionPiece(events, name));
    } catch (error) {
      throw new NotSavedError(error);
    }
  }

  /** What has been heard so far leads the log, as it stands at a moment. */
  #begin(header: SessionHeader, atMs: number): Promise<void> {
    const { folder, elsewhere, limits = FILE_LIMITS, now } = this.#options;
    const log = new SessionLogFile({
      folders: [folder, elsewhere],
      name: `${timeName(now())}_${composerName(header.composer)}`,
      moved: (file, before) => this.#moved(log, file, before),
      failed: (cause) => this.#failed(log, cause),
    });
    const bounds = new FileBounds(limits);
    this.#take = { log, bounds };
    this.#failure = undefined;
    void log.open();
    const standing = this.#standing.at(atMs);
    log.append([standing.length > 0 ? { ...header, standing: standing.length } : header, ...standing]);
    for (const event of standing) bounds.nextFileMs(event, 0);
    return log.written();
  }

  /** What a later log begins with. */
  #setRecording(change: ControlChange): void {
    if (!this.#header) return;
    const controls = { ...this.#header.controls, ...change };
    this.#header = { ...this.#header, controls, composer: controls.composer };
  }

  #goOnInNext(atMs: number): void {
    const { log } = this.#take ?? {};
    if (!log || !this.#header) return;
    const continues = log.file === undefined ? {} : { continues: path.basename(log.file) };
    void this.#begin({ ...this.#header, ...continues }, atMs);
    this.#saveInTime(log);
  }

  /** Saves a file while recording goes on in another. */
  #saveInTime(log: SessionLogFile): void {
    const saving = this.#save(log).finally(() => this.#saving.delete(saving));
    this.#saving.add(saving);
  }

  async #save(log: SessionLogFile): Promise<SavedSession | undefined> {
    await log.close();
    if (log.file === undefined) return undefined;
    try {
      const { file, notes, seconds } = await saveSession(log.file);
      return { file, notes, seconds };
    } catch (error) {
      const then = 'The next start makes it, where it can.';
      this.#options.notice('warning', `No .mid was made of "${log.file}": ${reasonOf(error)}. ${then}`);
      return undefined;
    }
  }

  #moved(log: SessionLogFile, file: string, before: string | undefined): void {
    const { notice, changed, folder } = this.#options;
    if (before !== undefined) {
      notice('warning', `The recording file "${before}" is no longer there; all of it goes on in "${file}".`);
    } else if (path.dirname(file) !== path.resolve(folder)) {
      notice('warning', `Nothing can be written to "${folder}"; the recording is in "${file}".`);
    }
    if (this.#take?.log === log) changed(this.state);
  }

  #failed(log: SessionLogFile, cause: unknown): void {
    const then = 'Playing goes on; make room, then `music-lstm-daemon record on`.';
    if (this.#take?.log === log) {
      this.#take = undefined;
      this.#failure = cause;
    }
    this.#options.notice('error', `Recording has stopped: ${reasonOf(cause)}. ${then}`);
    this.#options.changed(this.state);
  }
}
