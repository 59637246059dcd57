import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DaemonError } from '../shared/error.js';
import { systemReason } from '../shared/system-error.js';
import { replaceFile, replaceFileBy } from '../files/replace-file.js';
import { fileNameOf } from '../shared/names.js';

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

const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() ?? false;

/** Which file a piece goes to: `output` itself if it is named like a MIDI file, else `<name>_<kind>.mid` in that folder. */
export const outputFiles = async (
  output: string,
  pieces: number,
  kind = 'generated_music',
): Promise<(name: string) => string> => {
  const isFile = /[.]midi?$/i.test(output) && !(await isFolder(output));
  if (isFile && pieces > 1) throw new OutputForManyError(output, pieces);
  return (name) => (isFile ? output : path.join(output, `${fileNameOf(name)}_${kind}.mid`));
};

/** What the disk refused as an OutputNotWritableError; anything else as it is. */
const explained = (cause: unknown, place: string, option?: string): unknown => {
  const reason = systemReason(cause)?.reason;
  return reason === undefined ? cause : new OutputNotWritableError(place, reason, cause, option);
};

/** Writes a file as a whole, making its folder; what the disk refuses is an OutputNotWritableError. */
export const writeOutput = async (file: string, bytes: Uint8Array): Promise<void> => {
  try {
    await replaceFile(file, bytes);
  } catch (cause) {
    throw explained(cause, file);
  }
};

/**
 * Lets `write` fill a file of another name, which then takes the place of `file`; nothing is left of one that fails.
 * What the disk refuses is an OutputNotWritableError.
 */
export const writeOutputStream = async <T>(file: string, write: (temporary: string) => Promise<T>): Promise<T> => {
  try {
    return await replaceFileBy(file, write, { sync: false });
  } catch (cause) {
    throw explained(cause, file);
  }
};

/** Makes a folder for results that come much later, so that hours of work do not end in an error. */
export const requireFolder = async (folder: string, option: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw explained(cause, folder, option);
  }
};
