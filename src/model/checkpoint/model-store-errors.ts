import { DaemonError } from '../../shared/error.js';
import { didYouMean, fewNames } from '../../shared/nearest-names.js';

const trainIt = (name: string): string => `music-lstm-daemon train ${name}--data <folder of composers>`;

/** There is no model anywhere. */
export class NoModelsError extends DaemonError {
  readonly code = 'NO_MODELS';

  constructor(folders: readonly string[]) {
    super(`No models in ${folders.join(' or ')}. Train some with: ${trainIt('')}, or name a folder with --models.`);
  }
}

/** There is no model of that name. */
export class ModelNotFoundError extends DaemonError {
  readonly code = 'MODEL_NOT_FOUND';

  constructor(wanted: string, available: readonly string[]) {
    const hint = didYouMean(wanted, available) || `There are ${fewNames(available)}. `;
    super(
      `No composer or model "${wanted}". ${hint}\`music-lstm-daemon models\` lists them. ` +
        `Train your own with: ${trainIt('<composer> ')}`,
    );
  }
}

/** Several names begin like this. */
export class ModelAmbiguousError extends DaemonError {
  readonly code = 'MODEL_AMBIGUOUS';

  constructor(wanted: string, candidates: readonly string[]) {
    super(`"${wanted}" could mean ${fewNames(candidates)}. Type more of the name.`);
  }
}
