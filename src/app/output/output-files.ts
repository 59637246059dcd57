import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileNameOf } from '../../shared/names.js';
import type { RunContext } from '../run-context.js';
import { OutputExistsError, OutputFolderMissingError, OutputForManyError } from './output-errors.js';

/** A file that a command is about to write. */
interface WantedOutput {
  readonly file: string;
  /** Whether the program made up its name, so that another serves as well. */
  readonly isOwnName: boolean;
}

/** What every command takes that writes files. */
export interface OverwriteOptions {
  /** Overwrite what is there. */
  readonly force?: boolean;
}

const exists = async (place: string): Promise<boolean> => (await stat(place).catch(() => undefined)) !== undefined;

const isFolder = async (place: string): Promise<boolean> =>
  (await stat(place).catch(() => undefined))?.isDirectory() ?? false;

/** A place that the user names may be new, but the folder around it must be there: a typo makes no folders. */
const requireFolderAround = async (place: string): Promise<void> => {
  const folder = path.dirname(path.resolve(place));
  if (!(await exists(folder))) throw new OutputFolderMissingError(place, folder);
};

/**
 * Which file a piece goes to: `output` itself if it is named like a MIDI file, else `<name>_<kind>.mid` in that folder,
 * which is made later if the folder around it exists.
 */
export const outputFiles = async (
  output: string,
  pieces: number,
  kind = 'generated_music',
): Promise<(name: string) => WantedOutput> => {
  const isFile = /[.]midi?$/i.test(output) && !(await isFolder(output));
  if (isFile && pieces > 1) throw new OutputForManyError(output, pieces);
  await requireFolderAround(output);
  return (name) =>
    isFile
      ? { file: output, isOwnName: false }
      : { file: path.join(output, `${fileNameOf(name)}_${kind}.mid`), isOwnName: true };
};

/** The first of `name-2.mid`, `name-3.mid` … that is not there. */
const numbered = async (file: string): Promise<string> => {
  const { dir, name, ext } = path.parse(file);
  for (let number = 2; ; number++) {
    const next = path.join(dir, `${name}-${number}${ext}`);
    if (!(await exists(next))) return next;
  }
};

/**
 * Where to write without losing anything: a name of the program's own is numbered where it is taken; about a name that
 * the user gave, somebody at a terminal is asked, and anybody else is refused. With `force` it is overwritten.
 */
export const freeOutput = async (
  { file, isOwnName }: WantedOutput,
  { force = false }: OverwriteOptions,
  { confirm }: Pick<RunContext, 'confirm'>,
): Promise<string> => {
  if (!isOwnName) await requireFolderAround(file);
  if (force || !(await exists(file))) return file;
  if (isOwnName) return numbered(file);
  if (await confirm(`"${file}" exists already. Overwrite it?`)) return file;
  throw new OutputExistsError(file);
};
