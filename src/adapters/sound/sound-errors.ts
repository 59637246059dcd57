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

/** More sound than a WAV file holds. */
export class RenderTooLongError extends DaemonError {
  readonly code = 'RENDER_TOO_LONG';

  constructor(hours: number, most: number) {
    super(`This music lasts ${Math.round(hours)} hours; up to ${most} can be rendered. Cut it into shorter files.`);
  }
}
