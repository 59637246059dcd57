import type { NetworkKindName } from './hyperparameters.js';
import { lstm } from './lstm/lstm-network.js';
import type { CommonConfig } from './network-config.js';
import type { NetworkKind } from './network-kind.js';
import type { StateSpec } from './network-states.js';
import { transformer } from './transformer/transformer-network.js';

/** Every kind of network there is: a new one is a folder like theirs, and a row here and in `hyperparameters`. */
export const networkKinds = { lstm, transformer } as const satisfies Record<NetworkKindName, object>;

type ConfigOf<Kind> = Kind extends NetworkKind<infer Config extends CommonConfig> ? Config : never;

/** Everything that fixes a network's shape; two networks with equal configs can exchange weights. */
export type NetworkConfig = ConfigOf<(typeof networkKinds)[NetworkKindName]>;

/** The kind of a network; takes configs of that kind only. */
export const kindOf = ({ kind }: NetworkConfig): NetworkKind<NetworkConfig> => networkKinds[kind];

/** All that a network remembers of the events before. */
export const networkStates = (config: NetworkConfig): readonly StateSpec[] => kindOf(config).states(config);
