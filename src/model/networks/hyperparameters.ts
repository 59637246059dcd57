import { lstmHyperparameters } from './lstm/lstm-hyperparameters.js';
import { transformerHyperparameters } from './transformer/transformer-hyperparameters.js';

/** A size that only one kind of network has, and `train` has an option for. */
export interface OwnSize {
  readonly default: number;
  /** Smallest is 1. */
  readonly most: number;
  /** As `--help` says it: `attention heads`. */
  readonly help: string;
}

/** What training a kind of network takes where the user says nothing. */
export interface Hyperparameters {
  readonly layers: number;
  /** Highest learning rate. */
  readonly learningRate: number;
  /** By the names of the options, as in the config. */
  readonly ownSizes: Readonly<Record<string, OwnSize>>;
}

/**
 * By kind. Apart from the kinds themselves, and without imports of packages, since every start of the command line
 * loads it for the options of `train`.
 */
export const hyperparameters = {
  lstm: lstmHyperparameters,
  transformer: transformerHyperparameters,
} as const satisfies Record<string, Hyperparameters>;

export type NetworkKindName = keyof typeof hyperparameters;

export const NETWORK_KIND_NAMES = Object.keys(hyperparameters) as readonly NetworkKindName[];

/** The kind that is trained where the user names none. */
export const DEFAULT_KIND: NetworkKindName = 'lstm';

type KeysOfAny<T> = T extends unknown ? keyof T : never;

/** Names of the sizes that only one kind has. */
export type OwnSizeName = KeysOfAny<(typeof hyperparameters)[NetworkKindName]['ownSizes']>;
