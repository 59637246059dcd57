import { DaemonError } from '../../shared/error.js';

/** One name would make the models of several composers overwrite each other. */
export class NameForManyError extends DaemonError {
  readonly code = 'NAME_FOR_MANY';
  override readonly exitCode = 2;

  constructor(name: string, composers: readonly string[]) {
    super(
      `--name "${name}" names one model, but there are ${composers.length} composers. Name one composer, or add --together.`,
    );
  }
}

/** A model to begin from brings its own network. */
export class NetworkFixedError extends DaemonError {
  readonly code = 'NETWORK_FIXED';
  override readonly exitCode = 2;

  constructor(model: string) {
    super(`--from ${model} already determines the network. Leave out --network and its sizes.`);
  }
}

/** What was liked was one composer's playing. */
export class LikedForManyError extends DaemonError {
  readonly code = 'LIKED_FOR_MANY';
  override readonly exitCode = 2;

  constructor(composers: number) {
    super(`--liked is for one composer, but there are ${composers}. Name one of them.`);
  }
}

/** There are MIDI files, but not in folders of composers, or all are excluded. */
export class NoComposersError extends DaemonError {
  readonly code = 'NO_COMPOSERS';

  constructor(folder: string, files: number, excluded: number) {
    super(
      files === excluded
        ? `--exclude excludes all ${files} MIDI files in "${folder}". Exclude less.`
        : `The MIDI files in "${folder}" are not in a composer's folder. Make one folder of .mid files per composer ` +
            'and name the folder above them with --data.',
    );
  }
}
