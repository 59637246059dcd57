import { fileNameOf } from '../../shared/names.js';

export const LOG_ENDING = '.session.jsonl';

const two = (value: number): string => String(value).padStart(2, '0');

/** Local time as a name that every file system takes and that sorts: 2026-11-23T21-04-05. */
export const timeName = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}` +
  `T${two(time.getHours())}-${two(time.getMinutes())}-${two(time.getSeconds())}`;

/** A composer, or a blend with its colons, as a name that every file system takes. */
export const composerName = (composer: string): string => fileNameOf(composer);

/** The .mid that belongs to a log. */
export const midiFileOf = (logFile: string): string => `${logFile.slice(0, -LOG_ENDING.length)}.mid`;
