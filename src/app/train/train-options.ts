import type { PlanChanges } from '../../training/default-plan.js';
import type { EngineChoice, TrainingMusicOptions } from '../common-options.js';

/** The sizes that every kind of network has, for those who offer them as options. */
export {
  DEFAULT_KIND,
  NETWORK_KIND_NAMES,
  hyperparameters,
  type Hyperparameters,
  type OwnSize,
} from '../../model/networks/hyperparameters.js';

/** What is learned, how, and where it goes. */
export interface TrainOptions extends PlanChanges, TrainingMusicOptions {
  /** Folder of the model; the user's own without it. */
  readonly models?: string;
  /** Folder of the loss history and its picture. */
  readonly output: string;
  /** The model's name, where one model is trained; else its composer's. */
  readonly name?: string;
  /** One model of all composers. */
  readonly together: boolean;
  /** A model of plans instead of music. */
  readonly plan: boolean;
  /** A folder of liked moments, which are learned too. */
  readonly liked?: string;
  /** A model to begin from. */
  readonly from?: string;
  /** In this share of the music a part is told as a live player's, 0–1. */
  readonly playerShare?: number;
  /** Highest share of a work's notes that the network is given wrong, 0–1. */
  readonly mistakes?: number;
  /** Longest time of each model. */
  readonly minutes?: number;
  /** Works are heard up to so many semitones away from their key; piano music only. */
  readonly transpose: number;
  /**
   * Whether to go on where an interrupted training of the same music and plan stopped: true insists on it, false begins
   * again, and absent goes on if that fits.
   */
  readonly resume?: boolean;
  readonly engine: EngineChoice;
  /** Absent for all cores. */
  readonly threads?: number;
  /** Leaves the machine to others: low priority, one core less, no busy waiting. */
  readonly background: boolean;
}

/** Where nobody says otherwise. */
export const trainDefaults: TrainOptions = {
  output: 'output',
  together: false,
  plan: false,
  transpose: 6,
  engine: 'auto',
  background: false,
};
