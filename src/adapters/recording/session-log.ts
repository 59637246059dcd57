import type { PerformanceEvent } from '../../performance/performance-event.js';
import { DaemonError } from '../../shared/error.js';
import { NotAFileError, logLines } from './log-lines.js';
import { formerEventSchema, sessionEventSchema, sessionHeaderSchema, type SessionHeader } from './session-schema.js';

/** The session's log cannot be read as one. */
export class SessionLogError extends DaemonError {
  readonly code = 'SESSION_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`"${file}" is not a readable session: ${reason}. Name a .session.jsonl file from output/sessions.`, options);
  }
}

/** What a log is made of, in order; a line that is damaged costs itself alone. */
export type LogLine =
  | { readonly kind: 'header'; readonly header: SessionHeader }
  | { readonly kind: 'event'; readonly event: PerformanceEvent }
  /** What an earlier version told and no recording needs. */
  | { readonly kind: 'former' }
  /** Counted from 1; one that is not whole is the last, torn by a crash. */
  | { readonly kind: 'damaged'; readonly line: number; readonly isWhole: boolean };

/** A session as it was logged. */
export interface SessionLog {
  readonly header: SessionHeader;
  readonly events: readonly PerformanceEvent[];
  /** Whether it came to its end, and was not cut off. */
  readonly isComplete: boolean;
  /** Lines that cannot be read, counted from 1; the last one, where it was torn by a crash, is none of them. */
  readonly damaged: readonly number[];
}

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

const parseLine = (text: string, line: number, isWhole: boolean): LogLine => {
  const json = parseJson(text);
  const header = line === 1 ? sessionHeaderSchema.safeParse(json) : undefined;
  if (header?.success) return { kind: 'header', header: header.data };
  const event = sessionEventSchema.safeParse(json);
  if (event.success) return { kind: 'event', event: event.data };
  return formerEventSchema.safeParse(json).success ? { kind: 'former' } : { kind: 'damaged', line, isWhole };
};

const faultOf = (error: unknown): string => {
  if (error instanceof NotAFileError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${code})`;
};

/** Reads a log line by line, in the memory of one line; throws a SessionLogError where the file cannot be read. */
export const scanSessionLog = async function* (file: string): AsyncGenerator<LogLine> {
  let line = 0;
  try {
    for await (const { text, isWhole } of logLines(file)) {
      line++;
      if (text !== '' || line === 1) yield parseLine(text, line, isWhole);
    }
  } catch (cause) {
    throw new SessionLogError(file, faultOf(cause), { cause });
  }
};

/** Reads a whole log back; one without a header is none. */
export const readSessionLog = async (file: string): Promise<SessionLog> => {
  let header: SessionHeader | undefined;
  const events: PerformanceEvent[] = [];
  const damaged: number[] = [];
  for await (const line of scanSessionLog(file)) {
    if (line.kind === 'header') header = line.header;
    else if (line.kind === 'event') events.push(line.event);
    else if (line.kind === 'damaged' && line.isWhole) damaged.push(line.line);
  }
  if (!header) throw new SessionLogError(file, 'its first line is not the header of a session');
  return { header, events, damaged, isComplete: events.at(-1)?.kind === 'end' };
};
