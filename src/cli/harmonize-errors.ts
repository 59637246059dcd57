import { DaemonError } from '../shared/error.js';

/** The file to be harmonised is no melody. */
export class MelodyFileError extends DaemonError {
  readonly code = 'MELODY_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`"${file}" cannot be harmonised: ${reason} Name a MIDI file with a melody in it.`, options);
  }
}

/** The model knows no voices. */
export class HarmonizeUsageError extends DaemonError {
  readonly code = 'MODEL_WRITES_NO_CHORALES';
  override readonly exitCode = 2;

  constructor(model: string) {
    super(`Model ${model} writes piano music, not chorales. Name a chorale model with --model.`);
  }
}
