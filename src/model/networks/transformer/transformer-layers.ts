import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';
import type { Backbone, BackboneInputs } from '../network-kind.js';
import { stateOf, type StateTensors } from '../network-states.js';
import { parameter, type ParameterTensors } from '../parameter-spec.js';
import { masked, normalised, squaredRelu, swapRows } from './transformer-arithmetic.js';
import { attention, lastOf, visibility, type Remembered } from './attention.js';
import { headWidth, type TransformerConfig } from './transformer-config.js';
import { applyRotations, rotationsFrom, type Rotations } from './rotary-embedding.js';

/** What is the same for all layers of one graph. */
interface Surroundings {
  readonly b: GraphBuilder;
  readonly config: TransformerConfig;
  readonly parameters: ParameterTensors;
  readonly turns: Rotations;
  readonly visible: Tensor;
}

/** A layer's keys and values. */
interface LayerMemory {
  readonly keys: Remembered;
  readonly values: Remembered;
}

/** Attention of one layer. x: (batch·steps, units), normalised. */
const attend = (
  { b, config, parameters, turns, visible }: Surroundings,
  layer: number,
  x: Tensor,
  states: StateTensors,
) => {
  const { heads, units, context } = config;
  const [batch, steps] = visible.shape;
  const width = headWidth(config);
  const projected = b.gemm(x, parameter(parameters, `block${layer}.attend`));
  const [turning, value] = b.split(projected, 1, [units + width, width]);
  const turnedAll = applyRotations(b, b.reshape(turning, [batch, steps, heads + 1, width]), turns);
  const [queries, key] = b.split(turnedAll, 2, [heads, 1]);
  const rows = b.reshape(b.scale(queries, 1 / Math.sqrt(width)), [batch, steps * heads, width]);
  const remembered = (name: string, now: Tensor): Remembered => ({
    before: b.reshape(stateOf(states, `${name}${layer}`), [batch, context, width]),
    now: b.reshape(now, [batch, steps, width]),
  });
  const memory: LayerMemory = { keys: remembered('keys', key), values: remembered('values', value) };
  const out = attention(b, rows, memory.keys, memory.values, visible);
  return { out: b.gemm(b.reshape(out, x.shape), parameter(parameters, `block${layer}.join`)), memory };
};

const feedForward = ({ b, parameters }: Surroundings, layer: number, x: Tensor): Tensor =>
  b.gemm(
    squaredRelu(b, b.gemm(x, parameter(parameters, `block${layer}.widen`))),
    parameter(parameters, `block${layer}.narrow`),
  );

/** A batch-major (batch·steps, width) matrix as time-major columns, (width, steps·batch). */
const columns = (b: GraphBuilder, x: Tensor, batch: number): Tensor => {
  const [rows, width] = x.shape;
  const turned = b.transpose(b.reshape(x, [batch, rows / batch, width]), [2, 1, 0]);
  return b.reshape(turned, [width, rows]);
};

/** The states after the window, and what is new in each. */
const statesAfter = (
  b: GraphBuilder,
  memories: readonly LayerMemory[],
  heard: Tensor,
  turn: Tensor,
): Pick<Backbone, 'after' | 'appended'> => {
  const after = new Map<string, Tensor>();
  const appended = new Map<string, Tensor>();
  memories.forEach(({ keys, values }, layer) => {
    for (const [name, remembered] of [
      [`keys${layer}`, keys],
      [`values${layer}`, values],
    ] as const) {
      // prettier-ignore
      after.set(name, lastOf(b, remembered));
      appended.set(name, remembered.now);
    }
  });
  const [batch, context] = heard.shape;
  const steps = memories[0].keys.now.shape[1];
  const all = b.concat([heard, b.expand(b.constant(1), [batch, steps])], 1);
  after.set('heard', b.split(all, 1, [steps, context])[1]);
  after.set('turn', turn);
  return { after, appended };
};

/**
 * Pre-norm blocks of attention and two dense layers; inside, rows are batch-major. `masks`, where given, are dropout masks for the
 * embedding and for what each half of each block adds. `top` is as in lstmLayers.
 */
export const transformerLayers = (
  b: GraphBuilder,
  config: TransformerConfig,
  { parameters, x, states, masks }: BackboneInputs,
): Backbone => {
  const heard = stateOf(states, 'heard');
  const [batch] = heard.shape;
  const steps = x.shape[0] / batch;
  const { turns, after: turn } = rotationsFrom(b, stateOf(states, 'turn'), steps);
  const all = { b, config, parameters, turns, visible: visibility(b, heard, steps) };
  const embedded = masked(b, swapRows(b, x, steps), masks?.[0]);
  let stream = b.gemm(embedded, parameter(parameters, 'enter'));
  const memories: LayerMemory[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const { out, memory } = attend(all, layer, normalised(b, stream), states);
    memories.push(memory);
    stream = b.add(stream, masked(b, out, masks?.[2 * layer + 1]));
    const added = feedForward(all, layer, normalised(b, stream));
    stream = b.add(stream, masked(b, added, masks?.[2 * layer + 2]));
  }
  const read = [normalised(b, stream), ...(config.skip ? [embedded] : [])];
  const top = columns(b, b.concat(read, 1), batch);
  return { top, ...statesAfter(b, memories, heard, turn) };
};
