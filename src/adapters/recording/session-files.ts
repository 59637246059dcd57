import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeMidi } from '../../music/midi/write-midi.js';
import { endTick, pieceNotes } from '../../music/piece-notes.js';
import type { Piece } from '../../music/piece.js';
import { millisecondsAtTick, tempoMap } from '../../music/tempo.js';
import { sessionPiece } from '../../performance/recording/session-piece.js';
import { fileNameOf } from '../../shared/names.js';
import { SessionLogError, parseSessionLog } from './session-log.js';

export const LOG_ENDING = '.session.jsonl';

/** What became of a recording. */
export interface SavedSession {
  readonly file: string;
  readonly notes: number;
  readonly seconds: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Local time as a name that every file system takes and that sorts: 2026-11-23T21-04-05. */
export const timeName = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}` +
  `T${two(time.getHours())}-${two(time.getMinutes())}-${two(time.getSeconds())}`;

/** A composer, or a blend with its colons, as a name that every file system takes. */
export const composerName = (composer: string): string => fileNameOf(composer);

/** The .mid that belongs to a log. */
export const midiFileOf = (logFile: string): string => `${logFile.slice(0, -LOG_ENDING.length)}.mid`;

/** Writes a Piece so that the file is whole or not there at all. */
export const saveMidi = (file: string, piece: Piece): SavedSession => {
  const temporary = `${file}.${process.pid}.part`;
  writeFileSync(temporary, writeMidi(piece));
  renameSync(temporary, file);
  const seconds = millisecondsAtTick(tempoMap(piece.tempos), endTick(piece)) / 1000;
  return { file, notes: pieceNotes(piece).length, seconds };
};

/** Makes the .mid of a log. */
export const saveSession = (logFile: string): SavedSession => {
  const { events } = parseSessionLog(readFileSync(logFile, 'utf8'), logFile);
  return saveMidi(midiFileOf(logFile), sessionPiece(events, path.basename(logFile, LOG_ENDING)));
};

const isAlive = (pid: number): boolean => {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** What recovery did with a log. */
export type Recovery =
  | { readonly kind: 'recovered'; readonly session: SavedSession }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Makes the .mid of every session that was cut off before it had one: after a crash, a kill, a power cut. Sessions
 * whose process still runs are left alone.
 */
export const recoverSessions = (folder: string): readonly Recovery[] => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(LOG_ENDING)) : [];
  return names.sort().flatMap((name): Recovery[] => {
    const logFile = path.join(folder, name);
    if (existsSync(midiFileOf(logFile))) return [];
    try {
      const { header, events } = parseSessionLog(readFileSync(logFile, 'utf8'), logFile);
      if (isAlive(header.pid)) return [];
      const piece = sessionPiece(events, path.basename(name, LOG_ENDING));
      return [{ kind: 'recovered', session: saveMidi(midiFileOf(logFile), piece) }];
    } catch (error) {
      if (!(error instanceof SessionLogError)) throw error;
      return [{ kind: 'unreadable', reason: error.message }];
    }
  });
};
