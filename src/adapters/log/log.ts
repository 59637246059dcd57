import { pino, type Logger } from 'pino';
import { isLogged, type EntryLevel, type LogLevel } from '../../shared/log-levels.js';
import { codeOf } from '../../shared/system-error.js';

/** Something that happened. */
export interface LogEntry {
  readonly level: EntryLevel;
  /** The part of the program that it is about. */
  readonly component: string;
  readonly text: string;
  /** Further fields of the line in the file. */
  readonly details?: object;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes lines of JSON; undefined without a file. */
  readonly write: ((line: string) => void) | undefined;
  /** Takes lines for the person at the terminal. */
  readonly print: (line: string) => void;
  /** Texts that no line may contain, such as tokens. */
  readonly secrets: readonly string[];
}

const prefixes: Readonly<Record<EntryLevel, string>> = {
  trace: 'trace: ',
  debug: 'debug: ',
  info: '',
  warn: 'warning: ',
  error: 'error: ',
};

const without = (secrets: readonly string[], text: string): string =>
  secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[secret]')), text);

const jsonLines = ({ level, secrets }: LogOptions, write: (line: string) => void): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write(without(secrets, line)) },
  );

/** What happens, by level: JSON lines for a file, short plain lines for the person at the terminal. */
export class Log {
  readonly #options: LogOptions;
  readonly #file: Logger | undefined;

  constructor(options: LogOptions) {
    this.#options = options;
    this.#file = options.write && jsonLines(options, options.write);
  }

  isOn(level: EntryLevel): boolean {
    return isLogged(level, this.#options.level);
  }

  /** Something that the user should know; `line` is what the terminal shows where that is not its text. */
  notice(entry: LogEntry, line = `${prefixes[entry.level]}${entry.text}`): void {
    this.#write(entry);
    if (this.isOn(entry.level)) this.#options.print(without(this.#options.secrets, line));
  }

  /** Anything else: for the file, and at `debug` and `trace` for the terminal too. */
  record(entry: LogEntry): void {
    if (this.isOn('debug')) this.notice(entry);
    else this.#write(entry);
  }

  /** A bug: its stack is shown and kept. */
  fault(component: string, cause: Error): void {
    const code = codeOf(cause);
    const details = { ...(code === '' ? {} : { code }), err: cause };
    this.notice(
      { level: 'error', component, text: cause.message, details },
      `${component}: ${cause.stack ?? cause.message}`,
    );
  }

  #write({ level, component, text, details }: LogEntry): void {
    this.#file?.[level]({ component, ...details }, text);
  }
}
