import { DaemonError } from '../../shared/error.js';
import { didYouMean, fewNames } from '../../shared/nearest-names.js';

const expected =
  'Expected a folder with one folder of .mid files per composer, for example data/classical-music-midi/Chopin/*.mid';

/** The data folder does not exist, or is a file. */
export class CorpusFolderMissingError extends DaemonError {
  readonly code = 'CORPUS_FOLDER_MISSING';

  constructor(folder: string, options?: ErrorOptions) {
    super(`Data folder "${folder}" does not exist. ${expected}; name another folder with --data.`, options);
  }
}

/** The data folder holds no file that looks like MIDI. */
export class CorpusEmptyError extends DaemonError {
  readonly code = 'CORPUS_EMPTY';

  constructor(folder: string) {
    super(`No MIDI files (.mid, .midi, .rmi, .kar) in "${folder}". ${expected}.`);
  }
}

/** There were files, but none could be read. */
export class CorpusUnreadableError extends DaemonError {
  readonly code = 'CORPUS_UNREADABLE';

  constructor(folder: string, count: number, firstReason: string) {
    super(`None of the ${count} files in "${folder}" could be read. The first error: ${firstReason}`);
  }
}

/** There are files, but so few that a network would only memorise them. */
export class CorpusTooSmallError extends DaemonError {
  readonly code = 'CORPUS_TOO_SMALL';

  constructor(works: number, notes: number, wanted: { readonly works: number; readonly notes: number }) {
    super(
      `Too little music to train on: ${works} work(s) with ${notes} notes. ` +
        `Training needs at least ${wanted.works} different works with ${wanted.notes} notes in total; add MIDI files.`,
    );
  }
}

/** The requested composer has no folder. */
export class ComposerUnknownError extends DaemonError {
  readonly code = 'COMPOSER_UNKNOWN';

  constructor(wanted: string, available: readonly string[]) {
    const hint = didYouMean(wanted, available) || `It has ${fewNames(available)}. `;
    super(
      `No composer "${wanted}" in the data folder. ${hint}Make a folder of that name, or name other music with --data.`,
    );
  }
}
