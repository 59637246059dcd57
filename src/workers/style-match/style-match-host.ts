import { ChildProcess, LOWEST_PRIORITY, type ProcessEnd } from '../shared/child-process.js';
import { fromStyleMatchSchema, type FromStyleMatch, type ToStyleMatch } from './style-match-messages.js';

const ENTRY = new URL('./style-match-entry.js', import.meta.url);

/** The style-match process: low priority, so that neither its work nor a crash affects the beat. */
export const styleMatchProcess = (
  message: (message: FromStyleMatch) => void,
  ended: (end: ProcessEnd) => void,
): ChildProcess<ToStyleMatch, FromStyleMatch> =>
  new ChildProcess({ entry: ENTRY, messages: fromStyleMatchSchema, priority: LOWEST_PRIORITY }, { message, ended });
