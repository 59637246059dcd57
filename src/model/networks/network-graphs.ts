import { differentiate } from '../graph/differentiate.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import type { Graph } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';
import { adamUpdate, type AdamConfig } from './adam.js';
import { embedEvents, fieldLosses, headContexts, headLogits, idColumns } from './event-network.js';
import { predictedFields } from './network-config.js';
import { kindOf, networkStates, type NetworkConfig } from './network-kinds.js';
import type { StateTensors } from './network-states.js';
import type { ParameterTensors } from './parameter-spec.js';
import { parameterInputs, parametersOf } from './parameters.js';

/** How many events a graph takes at once; both are fixed when the graph is built. */
export interface WindowShape {
  readonly steps: number;
  readonly batch: number;
}

/** Inputs for all states, by name. */
const stateInputs = (b: GraphBuilder, config: NetworkConfig, batch: number): StateTensors =>
  new Map(networkStates(config).map(({ name, width }) => [name, b.input(name, 'float', [batch, width])]));

/** Their names with `.after` appended. */
const stateOutputs = (b: GraphBuilder, states: StateTensors): void => {
  for (const [name, tensor] of states) b.output(`${name}.after`, tensor);
};

/**
 * Names and widths of the dropout masks, each (batch, width): one for the embedding, those that the kind of network
 * has after its layers, one for the hidden units of the heads.
 */
export const dropoutMasks = (config: NetworkConfig): readonly { readonly name: string; readonly width: number }[] => {
  const widths = [config.embedding, ...kindOf(config).maskWidths(config), config.headUnits];
  return widths.map((width, i) => ({ name: `dropout${i}`, width }));
};

/**
 * Losses over a window, given the true events. Inputs: `ids` and `targets`, (fields, steps·batch), time-major:
 * the events before and the events to be predicted; states; `carry`, (batch, 1), 0 where a row starts a piece.
 * Returns one (steps·batch, 1) loss a predicted field.
 */
const windowLosses = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  { steps, batch }: WindowShape,
  withDropout: boolean,
): readonly Tensor[] => {
  const rows = steps * batch;
  const ids = idColumns(b, b.input('ids', 'int', [config.schema.length, rows]));
  const targets = idColumns(b, b.input('targets', 'int', [config.schema.length, rows]));
  const carry = b.input('carry', 'float', [batch, 1]);
  const before = [...stateInputs(b, config, batch)];
  const states = new Map(before.map(([name, tensor]) => [name, b.mul(tensor, carry)]));
  const masks = withDropout
    ? dropoutMasks(config).map(({ name, width }) => b.input(name, 'float', [batch, width]))
    : undefined;
  const x = embedEvents(b, config, parameters, ids);
  const { top, after } = kindOf(config).layers(b, config, { parameters, x, states, masks });
  stateOutputs(b, after);
  return fieldLosses(b, config, parameters, top, targets, masks?.at(-1));
};

/** Output `losses`, (predicted fields, steps·batch), in nats. */
const lossOutput = (b: GraphBuilder, losses: readonly Tensor[]): void => {
  const rows = losses.map((loss) => b.reshape(loss, [1, loss.shape[0]]));
  b.output('losses', b.concat(rows, 0));
};

/** Evaluation: outputs `losses` and the states after the window. */
export const evaluationGraph = (config: NetworkConfig, window: WindowShape): Graph => {
  const b = new GraphBuilder();
  lossOutput(b, windowLosses(b, config, parameterInputs(b, config), window, false));
  return b.build();
};

/**
 * The loss to be minimised: the sum over fields and rows times the input `lossScale`; `losses` and their sums,
 * `fieldLosses`, are unscaled.
 */
const trainingLoss = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  window: WindowShape,
): Tensor => {
  const losses = windowLosses(b, config, parameters, window, true);
  lossOutput(b, losses);
  const sums = losses.map((loss) => b.reshape(b.sum(loss), [1]));
  b.output('fieldLosses', b.concat(sums, 0));
  const total = sums.reduce((sum, part) => b.add(sum, part));
  return b.reshape(b.mul(total, b.input('lossScale', 'float', [])), []);
};

const applyAdam = (b: GraphBuilder, config: NetworkConfig, adam: AdamConfig, pairs: readonly [Tensor, Tensor][]) => {
  const specs = parametersOf(config);
  const slots = specs.map(({ name, shape }, i) => ({
    weight: pairs[i][0],
    gradient: pairs[i][1],
    m: b.input(`m.${name}`, 'float', shape),
    v: b.input(`v.${name}`, 'float', shape),
  }));
  const scalars = { stepSize: b.input('stepSize', 'float', []), keep: b.input('keep', 'float', []) };
  const { updated, gradientNorm } = adamUpdate(b, adam, slots, scalars);
  updated.forEach(({ weight, m, v }, i) => {
    b.output(`${specs[i].name}.after`, weight);
    b.output(`m.${specs[i].name}.after`, m);
    b.output(`v.${specs[i].name}.after`, v);
  });
  b.output('gradientNorm', gradientNorm);
};

/** Forward, backward and optimizer in one graph: the outputs of lossGraph and updateGraph but the gradients. */
export const trainingGraph = (config: NetworkConfig, window: WindowShape, adam: AdamConfig): Graph => {
  const b = new GraphBuilder();
  const parameters = parameterInputs(b, config);
  const loss = trainingLoss(b, config, parameters, window);
  const weights = [...parameters.values()];
  const gradients = differentiate(b, loss, weights);
  b.output('loss', loss);
  applyAdam(
    b,
    config,
    adam,
    weights.map((weight, i) => [weight, gradients[i]]),
  );
  return b.build();
};

/** Forward only, for engines that differentiate by themselves: outputs `loss`, `fieldLosses` and states. */
export const lossGraph = (config: NetworkConfig, window: WindowShape): Graph => {
  const b = new GraphBuilder();
  const loss = trainingLoss(b, config, parameterInputs(b, config), window);
  b.output('loss', loss);
  return b.build();
};

/** lossGraph with our gradients, outputs `d.<parameter>`: for comparing engines. */
export const gradientGraph = (config: NetworkConfig, window: WindowShape): Graph => {
  const b = new GraphBuilder();
  const parameters = parameterInputs(b, config);
  const loss = trainingLoss(b, config, parameters, window);
  const gradients = differentiate(b, loss, [...parameters.values()]);
  b.output('loss', loss);
  [...parameters.keys()].forEach((name, i) => {
    b.output(`d.${name}`, gradients[i]);
  });
  return b.build();
};

/** Optimizer only: inputs weights, `d.<parameter>`, moments and scalars. */
export const updateGraph = (config: NetworkConfig, adam: AdamConfig): Graph => {
  const b = new GraphBuilder();
  const pairs = parametersOf(config).map(({ name, shape }): [Tensor, Tensor] => [
    b.input(name, 'float', shape),
    b.input(`d.${name}`, 'float', shape),
  ]);
  applyAdam(b, config, adam, pairs);
  return b.build();
};

/**
 * Sampling: `ids` (fields, 1) of the last event, `lean` (1, embedding), which is added to its embedding,
 * and states in; `context.<field>` (1, headUnits) out, and what is new in the states: of a cache the last event's row.
 */
export const stepGraph = (config: NetworkConfig): Graph => {
  const b = new GraphBuilder();
  const parameters = parameterInputs(b, config);
  const columns = idColumns(b, b.input('ids', 'int', [config.schema.length, 1]));
  const embedded = embedEvents(b, config, parameters, columns);
  const x = b.add(embedded, b.input('lean', 'float', [1, config.embedding]));
  const { top, appended } = kindOf(config).step(b, config, { parameters, x, states: stateInputs(b, config, 1) });
  stateOutputs(b, appended);
  const names = predictedFields(config.schema).map(({ field }) => field.name);
  headContexts(b, parameters, names, top).forEach((context, i) => {
    b.output(`context.${names[i]}`, context);
  });
  return b.build();
};

/**
 * One event for programs of others. Inputs: `ids` (fields, 1), the last event; states; `next` (fields, 1), what is
 * drawn of the next event so far, in the order of the schema. Outputs: the states after `ids`, and `logits.<field>`
 * (1, size) of each predicted field, each true once the fields before it are in `next`.
 */
export const exportGraph = (config: NetworkConfig): Graph => {
  const b = new GraphBuilder();
  const parameters = parameterInputs(b, config);
  const size = [config.schema.length, 1];
  const x = embedEvents(b, config, parameters, idColumns(b, b.input('ids', 'int', size)));
  const { top, after } = kindOf(config).layers(b, config, { parameters, x, states: stateInputs(b, config, 1) });
  stateOutputs(b, after);
  const next = idColumns(b, b.input('next', 'int', size));
  const places = predictedFields(config.schema);
  const names = places.map(({ field }) => field.name);
  headContexts(b, parameters, names, top).forEach((context, i) => {
    b.output(`logits.${names[i]}`, headLogits(b, config, parameters, places[i], context, next));
  });
  return b.build();
};
