import { DaemonError } from '../../shared/error.js';

/** One file cannot take several pieces. */
export class OutputForManyError extends DaemonError {
  readonly code = 'OUTPUT_FOR_MANY';
  override readonly exitCode = 2;

  constructor(output: string, pieces: number) {
    super(`--output "${output}" is one file, but ${pieces} pieces were requested. Name a folder.`);
  }
}

/** The place for results does not take them. */
export class OutputNotWritableError extends DaemonError {
  readonly code = 'OUTPUT_NOT_WRITABLE';

  /** `option` is the one that names such places. */
  constructor(file: string, reason: string, cause: unknown, option = '--output') {
    super(`Cannot write "${file}": ${reason}. Name another place with ${option}.`, { cause });
  }
}

/** The folder around what is to be written is not there, by a typo perhaps. */
export class OutputFolderMissingError extends DaemonError {
  readonly code = 'OUTPUT_FOLDER_MISSING';

  constructor(file: string, folder: string) {
    super(`Cannot write "${file}": there is no folder "${folder}". Create it, or name another place with --output.`);
  }
}

/** The user's own file would be lost. */
export class OutputExistsError extends DaemonError {
  readonly code = 'OUTPUT_EXISTS';

  constructor(file: string) {
    super(`"${file}" exists already. Name another file with --output, or overwrite it with --force.`);
  }
}
