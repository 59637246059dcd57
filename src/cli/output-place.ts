import { stat } from 'node:fs/promises';
import path from 'node:path';
import { DaemonError } from '../shared/error.js';
import { replaceFile } from '../training/trainer/training-files.js';

/** One file cannot take several pieces. */
export class OutputForManyError extends DaemonError {
  readonly code = 'OUTPUT_FOR_MANY';
  override readonly exitCode = 2;

  constructor(output: string, pieces: number) {
    super(`--output "${output}" is one file, but ${pieces} pieces are asked for. Name a folder.`);
  }
}

/** The place for results does not take them. */
export class OutputNotWritableError extends DaemonError {
  readonly code = 'OUTPUT_NOT_WRITABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Cannot write "${file}": ${reason}. Name another place with --output.`, options);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder of that name stands there',
  ENAMETOOLONG: 'the name is too long',
};

const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() ?? false;

/** Which file a piece goes to: `output` itself if it is named like a MIDI file, else one in that folder. */
export const outputFiles = async (output: string, pieces: number): Promise<(model: string) => string> => {
  const isFile = /[.]midi?$/i.test(output) && !(await isFolder(output));
  if (isFile && pieces > 1) throw new OutputForManyError(output, pieces);
  return (model) => (isFile ? output : path.join(output, `${model}_generated_music.mid`));
};

/** Writes a file as a whole, making its folder; what the disk refuses is an OutputNotWritableError. */
export const writeOutput = async (file: string, bytes: Uint8Array): Promise<void> => {
  try {
    await replaceFile(file, bytes);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw cause;
    throw new OutputNotWritableError(file, reason, { cause });
  }
};
