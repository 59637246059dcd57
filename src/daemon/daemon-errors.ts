import { DaemonError } from '../shared/error.js';
import { didYouMean, fewNames } from '../shared/nearest-names.js';

/** It has not opened its ports yet. */
export class DaemonStartingError extends DaemonError {
  readonly code = 'DAEMON_STARTING';

  constructor() {
    super('The daemon is still starting. Try again in a second.');
  }
}

/** A command failed, through something the user can fix or a bug. */
export class CommandFailedError extends DaemonError {
  readonly code = 'COMMAND_FAILED';

  constructor(command: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`\`${command}\` failed: ${reason}. The music goes on; the log says more.`, {
      cause,
    });
  }
}

/** The composer control names a model that does not exist. */
export class UnknownComposerError extends DaemonError {
  readonly code = 'MODEL_NOT_FOUND';

  constructor(wanted: string, known: readonly string[]) {
    const hint = didYouMean(wanted, known) || `There are ${fewNames(known)}. `;
    super(`There is no composer or model "${wanted}". ${hint}\`music-lstm-daemon models\` lists them.`);
  }
}

/** The tempo belongs to another clock. */
export class ClockFollowedError extends DaemonError {
  readonly code = 'CLOCK_FOLLOWED';

  constructor() {
    super('The tempo comes from an external MIDI clock. Change it there, or start with --clock internal.');
  }
}
