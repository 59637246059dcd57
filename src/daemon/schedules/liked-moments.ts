import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { saveMidi } from '../../adapters/recording/session-files.js';
import { SessionLogError, readSessionLog, type SessionLog } from '../../adapters/recording/session-log.js';
import { LOG_ENDING } from '../../adapters/recording/session-names.js';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import { excerptSince } from '../../performance/recording/recording-excerpt.js';
import { sessionPiece } from '../../performance/recording/session-piece.js';

/** What is liked is what was just heard: this long. */
const LIKED_MS = 30_000;

/** Times of what was liked while one of the models played, ms. */
const likedTimes = ({ header, events }: SessionLog, models: readonly string[]): readonly number[] => {
  let playing = header.controls.composer;
  return events.flatMap((event) => {
    if (event.kind === 'controls') playing = event.controls.composer ?? playing;
    return event.kind === 'marker' && event.text === 'like' && models.includes(playing) ? [event.atMs] : [];
  });
};

const isBefore =
  (endMs: number) =>
  (event: PerformanceEvent): boolean =>
    'atMs' in event ? event.atMs <= endMs : event.kind !== 'transport' || event.transport.atMs <= endMs;

const readLog = async (file: string): Promise<SessionLog | undefined> => {
  try {
    return await readSessionLog(file);
  } catch (error) {
    if (error instanceof SessionLogError) return undefined; // it is told of when the daemon starts
    throw error;
  }
};

/** Writes liked moments of models in recorded sessions as .mid files into `to`; returns their number. */
export const saveLikedMoments = async (sessions: string, models: readonly string[], to: string): Promise<number> => {
  const names = (await readdir(sessions).catch(() => [])).filter((name) => name.endsWith(LOG_ENDING));
  await mkdir(to, { recursive: true });
  let count = 0;
  for (const name of names.sort()) {
    const log = await readLog(path.join(sessions, name));
    for (const endMs of log ? likedTimes(log, models) : []) {
      const passage = excerptSince((log?.events ?? []).filter(isBefore(endMs)), endMs - LIKED_MS);
      const title = `${path.basename(name, LOG_ENDING)}_liked-${(count += 1)}`;
      await saveMidi(path.join(to, `${title}.mid`), sessionPiece(passage, title));
    }
  }
  return count;
};
