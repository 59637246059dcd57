import type { RenderFile } from '../adapters/web/recording-routes.js';
import type { StartTraining } from './training/training-job.js';

/** What the daemon needs from its process. */
export interface HostCallbacks {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** A bug in a part of the program; for the log. */
  readonly fault: (part: string, cause: Error) => void;
  /** Something the user should know, as one line. */
  readonly notice: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** A client asked the daemon to stop. */
  readonly quit: () => void;
  readonly startTraining: StartTraining;
  /** Makes sound of a .mid file, beside the music: WAV. */
  readonly render: RenderFile;
}
