/** What went wrong, in the words of whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * A fault the user can mend: wrong input, a missing file, a damaged model.
 * Shown as one line (its message says what is wrong and what to do) with exit code 1, or 2 for wrong usage.
 */
export abstract class DaemonError extends Error {
  /** Stable upper-case identifier, e.g. `MIDI_FILE_UNREADABLE`; the troubleshooting page is keyed to it. */
  abstract readonly code: string;

  /** 2 when the command line itself was wrong, 1 for everything else but where a command says otherwise. */
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
