import { DaemonError } from '../../shared/error.js';
import { didYouMean } from '../../shared/nearest-names.js';

/** A setting has a value it cannot have. */
export class SettingInvalidError extends DaemonError {
  readonly code = 'SETTING_INVALID';
  override readonly exitCode = 2;

  /** `problem` says what the setting takes; `value` is the whole value that was given. */
  constructor(place: string, problem: string, value: unknown) {
    super(`${place}: ${problem}. It is ${JSON.stringify(value)}.`);
  }
}

/** There is no such setting. */
export class SettingUnknownError extends DaemonError {
  readonly code = 'SETTING_UNKNOWN';
  override readonly exitCode = 2;

  constructor(place: string, key: string, known: readonly string[]) {
    super(`${place}: there is no setting "${key}". ${didYouMean(key, known)}See: music-lstm-daemon config list`);
  }
}

/** The file cannot be read or written. */
export class SettingsFileError extends DaemonError {
  readonly code = 'SETTINGS_FILE';

  constructor(file: string, reason: string, cause: unknown) {
    super(`Cannot use the settings file ${file}: ${reason}. Name another with MUSIC_LSTM_CONFIG.`, { cause });
  }
}

/** The file is of a later form than this program knows. */
export class SettingsNewerError extends DaemonError {
  readonly code = 'SETTINGS_NEWER';

  constructor(file: string) {
    super(
      `The settings file ${file} was written by a newer music-lstm-daemon. Update this one, or name another file with MUSIC_LSTM_CONFIG.`,
    );
  }
}
