/** A size that only one kind of network has, and `train` has an option for: whole, and at least 1. */
export interface OwnSize {
  readonly default: number;
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
  lstm: { layers: 2, learningRate: 3e-3, ownSizes: {} },
  /** Of about an LSTM's time a step; it diverges at learning rates as high as an LSTM's. */
  transformer: {
    layers: 4,
    learningRate: 1e-3,
    ownSizes: {
      heads: { default: 4, most: 64, help: 'attention heads' },
      context: { default: 256, most: 4096, help: 'events before an event that it sees' },
    },
  },
} as const satisfies Record<string, Hyperparameters>;

export type NetworkKindName = keyof typeof hyperparameters;

export const NETWORK_KIND_NAMES = Object.keys(hyperparameters) as readonly NetworkKindName[];

/** The kind that is trained where the user names none. */
export const DEFAULT_KIND: NetworkKindName = 'lstm';

type KeysOfAny<T> = T extends unknown ? keyof T : never;

/** Names of the sizes that only one kind has. */
export type OwnSizeName = KeysOfAny<(typeof hyperparameters)[NetworkKindName]['ownSizes']>;
