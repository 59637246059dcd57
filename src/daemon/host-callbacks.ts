import type { RenderFile } from '../adapters/web/recording-routes.js';
import type { PerformanceEvent } from '../performance/performance-event.js';
import type { Command } from '../protocol/command.js';
import type { StartTraining } from './training/training-job.js';

/** Where a command came from. */
export type CommandSender = 'control socket' | 'MIDI controller' | 'schedule' | 'own process' | `client ${number}`;

/** What the daemon needs from its process. */
export interface HostCallbacks {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** A bug in a part of the program; for the log. */
  readonly fault: (part: string, cause: Error) => void;
  /** Something the user should know, as one line. */
  readonly notice: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** All events, also those that only recordings keep; for the log. */
  readonly event: (event: PerformanceEvent) => void;
  /** A command was carried out, or could not be; for the log. */
  readonly command: (command: Command, sender: CommandSender, error?: Error) => void;
  /** A client asked the daemon to stop. */
  readonly quit: () => void;
  readonly startTraining: StartTraining;
  /** Makes sound of a .mid file, beside the music: WAV. */
  readonly render: RenderFile;
}
