import { DaemonError } from '../../shared/error.js';

/** A file that no sensible reading turns into music. The message is one line and ends with the byte it is about. */
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
