import type { RenderFile } from '../adapters/web/recording-routes.js';
import type { StartTraining } from './training/training-job.js';

/** What the daemon asks of the process it runs in. */
export interface HostCallbacks {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** A part of the program has failed as no program should; for the log. */
  readonly fault: (part: string, cause: Error) => void;
  /** Something the user should know, as one line. */
  readonly notice: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** Somebody asked it to end. */
  readonly quit: () => void;
  readonly startTraining: StartTraining;
  /** Makes sound of a .mid file, beside the music: WAV. */
  readonly render: RenderFile;
}
