import { EventLog } from '../adapters/log/event-log.js';
import { LogFile } from '../adapters/log/log-file.js';
import { Log } from '../adapters/log/log.js';
import type { LogLevel } from '../shared/log-levels.js';

/** What is logged, and where to. */
export interface LogWish {
  readonly level: LogLevel;
  /** Undefined for none. */
  readonly file: string | undefined;
  /** Texts that no line may contain. */
  readonly secrets: readonly string[];
}

/** The log of a live daemon. */
export interface LiveLog {
  readonly log: Log;
  readonly events: EventLog;
  /** Writes what waits. */
  close(): Promise<void>;
}

const STDERR = 2;

/**
 * Opens the log; throws a LogFileError. `print` shows a line to the person at the terminal, and is left alone where
 * stderr is the log file itself. `failed` is told, once, when lines can no longer be written.
 */
export const openLiveLog = async (
  { level, file: name, secrets }: LogWish,
  print: (line: string) => void,
  failed: (line: string) => void,
): Promise<LiveLog> => {
  const file = name === undefined ? undefined : await LogFile.open(name);
  file?.onFailed((reason) =>
    failed(`The log file "${file.file}" cannot be written: ${reason}. The music goes on without these lines.`),
  );
  const isStderr = (await file?.isOpenAs(STDERR)) ?? false;
  const log = new Log({
    level,
    secrets,
    write: file && ((line) => file.write(line)),
    print: isStderr ? () => undefined : print,
  });
  return { log, events: new EventLog(log), close: async () => file?.close() };
};
