import type { SoundFormat } from '../../adapters/sound/sound-format.js';
import type { OverwriteOptions } from '../output/output-files.js';

/** How a file is rendered, and where the sound goes. */
export interface RenderOptions extends OverwriteOptions {
  /** Absent for a file beside the .mid. */
  readonly output?: string;
  /** The format where no output is named. */
  readonly format?: SoundFormat;
  /** Absent for the piano that comes with the program. */
  readonly soundfont?: string;
  /** Frames a second. */
  readonly sampleRate: number;
}

/** Frames a second where nobody says otherwise: those of a CD. */
export const SAMPLE_RATE = 44_100;
