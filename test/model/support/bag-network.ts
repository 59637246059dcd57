import { z } from 'zod';
import type { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import type { Tensor } from '../../../src/model/graph/tensor.js';
import { commonFields } from '../../../src/model/networks/config-schema.js';
import { transposed } from '../../../src/model/networks/event-network.js';
import { hyperparameters, type NetworkKindName } from '../../../src/model/networks/hyperparameters.js';
import type { CommonConfig } from '../../../src/model/networks/network-config.js';
import type { Backbone, BackboneInputs, NetworkKind } from '../../../src/model/networks/network-kind.js';
import { networkKinds, type NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { stateOf } from '../../../src/model/networks/network-states.js';
import { parameter, uniform, zeros } from '../../../src/model/networks/parameter-spec.js';
import { copyingStepper } from '../../../src/model/networks/stepper.js';
import { tinyNetwork } from './tiny-network.js';

/** A third kind of network, for tests: dense layers over a fading sum of the embedded events, in no order. */
interface BagConfig extends CommonConfig {
  readonly kind: 'bag';
  /** Events after which one has faded to a third. */
  readonly memory: number;
}

const bagHyperparameters = {
  layers: 1,
  learningRate: 2e-3,
  ownSizes: { memory: { default: 16, most: 1000, help: 'events it remembers' } },
};

const states = ({ embedding }: BagConfig) => [{ name: 'sum', width: embedding }];

/** Each step's rows of a (steps·batch, width) matrix times the (batch, width) mask. */
const masked = (b: GraphBuilder, x: Tensor, mask: Tensor | undefined): Tensor => {
  if (mask === undefined) return x;
  const [batch, width] = mask.shape;
  return b.reshape(b.mul(b.reshape(x, [x.shape[0] / batch, batch, width]), mask), x.shape);
};

const layers = (
  b: GraphBuilder,
  config: BagConfig,
  { parameters, x, states: before, masks }: BackboneInputs,
): Backbone => {
  const first = stateOf(before, 'sum');
  const [batch] = first.shape;
  const embedded = masked(b, x, masks?.[0]);
  const events = b.split(embedded, 0, Array<number>(x.shape[0] / batch).fill(batch));
  const sums: Tensor[] = [];
  for (const event of events) sums.push(b.add(b.scale(sums.at(-1) ?? first, 1 - 1 / config.memory), event));
  let hidden = b.concat(sums, 0);
  for (let layer = 0; layer < config.layers; layer++) {
    const z = b.gemm(hidden, parameter(parameters, `bag${layer}.weight`), {
      plus: parameter(parameters, `bag${layer}.bias`),
    });
    hidden = masked(b, b.unary('tanh', z), masks?.[layer + 1]);
  }
  const after = new Map([['sum', sums[sums.length - 1]]]);
  const top = transposed(b, config.skip ? b.concat([hidden, embedded], 1) : hidden);
  return { top, after, appended: after };
};

const bag: NetworkKind<BagConfig> = {
  configSchema: z.object({ kind: z.literal('bag'), ...commonFields, memory: z.int().positive() }),
  configure: (common, { memory }) => ({ kind: 'bag', ...common, memory }),
  parameters: (config) =>
    Array.from({ length: config.layers }, (_, layer) => {
      const inputs = layer === 0 ? config.embedding : config.units;
      return [uniform(`bag${layer}.weight`, [inputs, config.units], inputs), zeros(`bag${layer}.bias`, [config.units])];
    }).flat(),
  states,
  maskWidths: (config) => Array<number>(config.layers).fill(config.units),
  layers,
  step: layers,
  stepper: (run, config) => copyingStepper(run, states(config)),
};

/** Adds the rows of this kind to the records of all kinds, as a new kind's author would. */
export const addBagKind = (): void => {
  Object.assign(networkKinds, { bag });
  Object.assign(hyperparameters, { bag: bagHyperparameters });
};

// the types of the rows are known when the program is compiled, and these are added later
export const BAG = 'bag' as NetworkKindName;
const config: BagConfig = { ...tinyNetwork, kind: 'bag', units: 3, memory: 4 };
export const tinyBag = config as CommonConfig as NetworkConfig;
