import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ComposerUnknownError, CorpusEmptyError, CorpusFolderMissingError } from './corpus-errors.js';
import { isSameName } from '../../shared/names.js';

/** One MIDI file of a corpus, not yet read. */
export interface CorpusFile {
  /** Where to read it. */
  readonly path: string;
  /** Names it in reports: its path below the data folder with forward slashes, with that folder's name where there are several. */
  readonly name: string;
  /** The data folder, as given. */
  readonly folder: string;
  /** Its path below the data folder, with forward slashes. */
  readonly below: string;
  /** The first folder below the data folder, or '' for files that lie in the data folder itself. */
  readonly composer: string;
}

const midiExtensions = new Set(['.mid', '.midi', '.rmi', '.kar']);

/** Plain code-unit order, the same in every locale. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isMidiName = (name: string): boolean =>
  midiExtensions.has(path.extname(name).toLowerCase()) && !name.startsWith('.');

/** 'folder', 'file' or 'other' (broken links, devices), following links. */
const kindOf = async (location: string): Promise<'folder' | 'file' | 'other'> => {
  try {
    const found = await stat(location);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch {
    return 'other'; // a broken link or an unreadable folder contains no music for us
  }
};

/** Stops endless recursion through links to parent folders; no collection is this deep. */
const maxDepth = 16;

/** MIDI files at and below `folder`, as paths relative to it with forward slashes, unsorted. */
const walk = async (folder: string, prefix: string, depth: number): Promise<readonly string[]> => {
  if (depth > maxDepth) return [];
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const found: string[] = [];
  for (const name of names) {
    const location = path.join(folder, name);
    const kind = await kindOf(location);
    if (kind === 'folder') found.push(...(await walk(location, `${prefix}${name}/`, depth + 1)));
    else if (kind === 'file' && isMidiName(name)) found.push(prefix + name);
  }
  return found;
};

/**
 * Every MIDI file of a data folder, ordered by name. A single file may be named instead of a folder.
 * Throws when the folder is missing or holds no MIDI file.
 */
export const listCorpusFiles = async (folder: string): Promise<readonly CorpusFile[]> => {
  const kind = await kindOf(folder);
  if (kind === 'file') {
    const name = path.basename(folder);
    return [{ path: folder, name, folder: path.dirname(folder), below: name, composer: '' }];
  }
  if (kind === 'other') throw new CorpusFolderMissingError(folder);
  const names = [...(await walk(folder, '', 0))].sort(byText);
  if (names.length === 0) throw new CorpusEmptyError(folder);
  return names.map((name) => ({
    path: path.join(folder, ...name.split('/')),
    name,
    folder,
    below: name,
    composer: name.includes('/') ? name.slice(0, name.indexOf('/')) : '',
  }));
};

/** For each folder its last name, or all of its path where two end alike. */
const labelsOf = (folders: readonly string[]): readonly string[] => {
  const last = folders.map((folder) => path.basename(path.resolve(folder)));
  return folders.map((folder, i) =>
    last.indexOf(last[i]) === last.lastIndexOf(last[i]) ? last[i] : folder.split(path.sep).join('/'),
  );
};

/**
 * Every MIDI file of several data folders, one folder after the other. A folder named twice counts once. If there are
 * several, names include the folder.
 */
export const listCorpora = async (folders: readonly string[]): Promise<readonly CorpusFile[]> => {
  const places = folders.map((folder) => path.resolve(folder));
  const different = folders.filter((_, i) => places.indexOf(places[i]) === i);
  const labels = labelsOf(different);
  const lists = await Promise.all(different.map(listCorpusFiles));
  if (lists.length === 1) return lists[0];
  return lists.flatMap((files, i) => files.map((file) => ({ ...file, name: `${labels[i]}/${file.below}` })));
};

/** The data folders of files, as shown to the user. */
export const foldersOf = (files: readonly CorpusFile[]): string =>
  [...new Set(files.map(({ folder }) => folder))].join('", "');

/** The composers that have files, in order of name. Files that lie in the data folder itself have none. */
export const composersOf = (files: readonly CorpusFile[]): readonly string[] =>
  [...new Set(files.map((file) => file.composer))].filter((name) => name !== '').sort(byText);

/** The files of the named composers (ignoring case); all files if none is named. Throws for an unknown composer. */
export const selectComposers = (files: readonly CorpusFile[], wanted: readonly string[]): readonly CorpusFile[] => {
  if (wanted.length === 0) return files;
  const available = composersOf(files);
  const chosen = new Set(wanted.map((name) => matchComposer(name, available)));
  return files.filter((file) => chosen.has(file.composer));
};

/** The composer as the corpus spells it. */
export const matchComposer = (wanted: string, available: readonly string[]): string => {
  const match = available.find((name) => name === wanted) ?? available.find((name) => isSameName(name, wanted));
  if (match === undefined) throw new ComposerUnknownError(wanted, available);
  return match;
};
