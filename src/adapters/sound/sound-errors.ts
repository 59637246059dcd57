import { DaemonError } from '../../shared/error.js';

/** A SoundFont that cannot be used. */
export class SoundFontError extends DaemonError {
  readonly code = 'SOUNDFONT_UNREADABLE';

  constructor(file: string, reason: string, cause?: unknown) {
    super(`Cannot use "${file}" as a SoundFont: ${reason}. Name a .sf2, .sf3 or .dls file with --soundfont.`, {
      cause,
    });
  }
}

/** More sound than a WAV file holds, or music up to the last tick of a MIDI file. */
export class RenderTooLongError extends DaemonError {
  readonly code = 'RENDER_TOO_LONG';

  /** `how`: what this music does, as the rest of a sentence. */
  constructor(how: string) {
    super(`This music ${how}. Cut it into shorter files.`);
  }
}
