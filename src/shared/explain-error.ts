import { DaemonError, reasonOf } from './error.js';
import { explainSystemError } from './system-error.js';

const oneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

/** What is wrong and what to do, one line for the user; undefined for a fault of the program. */
export const explainError = (error: unknown): string | undefined => {
  const text = error instanceof DaemonError ? error.message : explainSystemError(error);
  return text === undefined ? undefined : oneLine(text);
};

/** The same, with a fault of the program named as such. */
export const errorLine = (error: unknown): string => explainError(error) ?? `unexpected: ${oneLine(reasonOf(error))}`;
