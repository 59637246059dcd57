import { access, constants, mkdir } from 'node:fs/promises';
import { systemReason } from '../../shared/system-error.js';
import { replaceFile, replaceFileBy } from '../../files/replace-file.js';
import { OutputNotWritableError } from './output-errors.js';

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
