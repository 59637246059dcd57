import { DaemonError } from '../../shared/error.js';

/** A file that cannot be read as music. The message is one line and ends with the byte it refers to. */
export class MidiFileError extends DaemonError {
  readonly code = 'MIDI_FILE_UNREADABLE';

  /** `byte` counts from 0 at the start of the file, a RIFF wrapper or leading junk included. */
  constructor(
    problem: string,
    readonly byte: number,
  ) {
    super(`${problem} (byte ${byte}).`);
  }
}
