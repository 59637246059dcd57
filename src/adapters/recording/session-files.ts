import { replaceFile } from '../../files/replace-file.js';
import path from 'node:path';
import { writeMidi } from '../../music/midi/write-midi.js';
import { endTick, pieceNotes } from '../../music/piece-notes.js';
import type { Piece } from '../../music/piece.js';
import { millisecondsAtTick, tempoMap } from '../../music/tempo.js';
import { SessionTracks } from '../../performance/recording/session-piece.js';
import { SessionLogError, scanSessionLog } from './session-log.js';
import { LOG_ENDING, midiFileOf } from './session-names.js';

/** What became of a recording. */
export interface SavedSession {
  readonly file: string;
  readonly notes: number;
  readonly seconds: number;
}

/** Writes a Piece so that the file is whole or not there at all. */
export const saveMidi = async (file: string, piece: Piece): Promise<SavedSession> => {
  await replaceFile(file, writeMidi(piece), { sync: false }); // the log is there as well
  const seconds = millisecondsAtTick(tempoMap(piece.tempos), endTick(piece)) / 1000;
  return { file, notes: pieceNotes(piece).length, seconds };
};

/** A recording made of a log, and how many of its lines were damaged, a last one that was torn not counted. */
export interface SavedLog extends SavedSession {
  readonly damaged: number;
}

/** Makes the .mid of a log, read line by line; a log without a line that can be read is none. */
export const saveSession = async (logFile: string): Promise<SavedLog> => {
  const scribe = new SessionTracks();
  let read = 0;
  let damaged = 0;
  for await (const line of scanSessionLog(logFile)) {
    if (line.kind === 'event') scribe.write(line.event);
    if (line.kind !== 'damaged') read++;
    else if (line.isWhole) damaged++;
  }
  if (read === 0) throw new SessionLogError(logFile, 'none of its lines is one of a session');
  const saved = await saveMidi(midiFileOf(logFile), scribe.finish(path.basename(logFile, LOG_ENDING)));
  return { ...saved, damaged };
};
