import type { ChoraleSplitName } from '../../encoding/chorale/chorale-file.js';
import type { EngineChoice, TrainingMusicOptions } from '../common-options.js';

/** How a model is to be evaluated. `data` and `exclude` say what it was trained on. */
export interface EvaluateOptions extends TrainingMusicOptions {
  /** Of a chorale file; absent for the only split in it. */
  readonly split?: ChoraleSplitName;
  /** On the works that training kept aside, in place of other music. */
  readonly validation?: boolean;
  /** Also how well one hand, or the accompaniment of songs, is predicted while a player plays the rest. */
  readonly listening?: boolean;
  /** Also while the model learns from each work as it goes on: true, or of so many works. */
  readonly dynamic?: true | number;
  /** The only folder in which models are looked for. */
  readonly models?: string;
  readonly engine?: EngineChoice;
  /** Absent for all cores. */
  readonly threads?: number;
}
