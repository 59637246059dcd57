/** Levels of the log, from everything to nothing, by the names of pino. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Level of one entry. */
export type EntryLevel = Exclude<LogLevel, 'silent'>;

/** Whether a log of this level keeps entries of that one. */
export const isLogged = (entry: EntryLevel, log: LogLevel): boolean =>
  LOG_LEVELS.indexOf(entry) >= LOG_LEVELS.indexOf(log);
