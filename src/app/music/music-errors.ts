import type { ModelKind } from '../../composer/models/model-kind.js';
import { DaemonError } from '../../shared/error.js';

/** What is to be evaluated was not said, or said twice. */
export class EvaluationUsageError extends DaemonError {
  readonly code = 'EVALUATION_USAGE';
  override readonly exitCode = 2;
}

const otherKind: Record<ModelKind, string> = {
  piano: 'is a piano model and cannot read chorales. Give a folder of MIDI files.',
  chorale: 'is a chorale model and cannot read MIDI files. Give a chorale .json file.',
  plan: 'writes plans and no music. Choose a piano or a chorale model.',
};

/** A piano model cannot read chorale tokens, nor the other way round; a model of plans reads neither. */
export class MusicOfOtherKindError extends DaemonError {
  readonly code = 'MUSIC_OF_OTHER_KIND';
  override readonly exitCode = 2;

  constructor(model: string, kind: ModelKind) {
    super(`"${model}" ${otherKind[kind]}`);
  }
}

/** There is no music at the place named. */
export class NoMusicError extends DaemonError {
  readonly code = 'NO_MUSIC';

  constructor(place: string, fault: string, options?: ErrorOptions) {
    super(
      `Nothing to evaluate on: "${place}" ${fault}. Give a folder of MIDI files, or a chorale .json file.`,
      options,
    );
  }
}

/** The folder named has none of the music that the model learned from. */
export class NoTrainingMusicError extends DaemonError {
  readonly code = 'NO_TRAINING_MUSIC';

  constructor(folder: string, composers: readonly string[]) {
    super(`No music of ${composers.join(', ')} in "${folder}". Name the folder that was trained on with --data.`);
  }
}

/** The validation works of a training can only be told in the folder it learned from. */
export class TrainingMusicUnknownError extends DaemonError {
  readonly code = 'TRAINING_MUSIC_UNKNOWN';

  constructor(reason: string) {
    super(`The validation works of the training cannot be told: ${reason}.`);
  }
}

/** An index of other music would tell of quotations that are none, and miss others. */
export class OtherMusicError extends DaemonError {
  readonly code = 'OTHER_MUSIC';

  constructor(fault: string) {
    super(`No index was made: ${fault}.`);
  }
}
