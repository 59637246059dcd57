import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import { lstmLayer, type LstmState } from './lstm-layer.js';
import { fieldsBefore, predictedFields, type FieldPlace, type NetworkConfig } from './network-config.js';

/** The graph's tensors of a network's weights, by the names of parametersOf. */
export type ParameterTensors = ReadonlyMap<string, Tensor>;

const parameter = (parameters: ParameterTensors, name: string): Tensor => {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`no parameter ${name}`);
  return tensor;
};

/** (fields, rows) of ids cut into one (rows) vector a field. */
export const idColumns = (b: GraphBuilder, ids: Tensor): readonly Tensor[] => {
  const [fields, rows] = ids.shape;
  return b.split(ids, 0, Array<number>(fields).fill(1)).map((row) => b.reshape(row, [rows]));
};

const sumAll = (b: GraphBuilder, parts: readonly Tensor[]): Tensor => parts.reduce((total, part) => b.add(total, part));

/** An event's embedding is the sum of its fields' embeddings: (rows, embedding). */
export const embedEvents = (
  b: GraphBuilder,
  { schema }: NetworkConfig,
  parameters: ParameterTensors,
  columns: readonly Tensor[],
): Tensor =>
  sumAll(
    b,
    schema.map(({ name }, i) => b.gather(parameter(parameters, `embed.${name}`), columns[i])),
  );

/** Multiplies each step's rows with the same (batch, width) mask: dropout that is locked over time (Gal 2016). */
const applyMask = (b: GraphBuilder, x: Tensor, mask: Tensor | undefined): Tensor => {
  if (mask === undefined) return x;
  const [batch, width] = mask.shape;
  const steps = x.shape[0] / batch;
  return b.reshape(b.mul(b.reshape(x, [steps, batch, width]), mask), [steps * batch, width]);
};

/**
 * The recurrent part. x: (steps·batch, embedding), time-major; one state a layer. `masks`, where given, are
 * dropout masks for the embedding and after each layer. Returns the top layer's states, (steps·batch, units).
 */
export const recurrentLayers = (
  b: GraphBuilder,
  parameters: ParameterTensors,
  x: Tensor,
  states: readonly LstmState[],
  masks?: readonly Tensor[],
): { readonly top: Tensor; readonly states: readonly LstmState[] } => {
  const after: LstmState[] = [];
  let hidden = applyMask(b, x, masks?.[0]);
  states.forEach((state, layer) => {
    const weights = {
      input: parameter(parameters, `lstm${layer}.input`),
      recurrent: parameter(parameters, `lstm${layer}.recurrent`),
      bias: parameter(parameters, `lstm${layer}.bias`),
    };
    const { hs, state: last } = lstmLayer(b, hidden, state, weights);
    after.push(last);
    hidden = applyMask(b, hs, masks?.[layer + 1]);
  });
  return { top: hidden, states: after };
};

/** What a head knows of the state: h·A + a, (rows, headUnits). */
export const headContext = (b: GraphBuilder, parameters: ParameterTensors, name: string, top: Tensor): Tensor =>
  b.gemm(top, parameter(parameters, `head.${name}.state`), { plus: parameter(parameters, `head.${name}.bias`) });

/**
 * Logits of one field, (rows, size): relu(context + Σ embeddings of the fields drawn before it)·B + b.
 * `columns` holds the ids of this event (not the previous one); only those before the field are read.
 */
export const headLogits = (
  b: GraphBuilder,
  { schema }: NetworkConfig,
  parameters: ParameterTensors,
  { field, index }: FieldPlace,
  context: Tensor,
  columns: readonly Tensor[],
): Tensor => {
  const drawn = fieldsBefore(schema, index).map((before) =>
    b.gather(parameter(parameters, `head.${field.name}.from.${before.field.name}`), columns[before.index]),
  );
  const hidden = b.unary('relu', sumAll(b, [context, ...drawn]));
  return b.gemm(hidden, parameter(parameters, `head.${field.name}.output`), {
    plus: parameter(parameters, `head.${field.name}.outputBias`),
  });
};

/** −ln p(target) a row, (rows, 1); 0 where the target is absent (its id is outside the field). */
export const crossEntropy = (b: GraphBuilder, logits: Tensor, targets: Tensor): Tensor => {
  const [loss] = b.region([logits], () => {
    const hot = b.oneHot(targets, logits.shape[1]);
    const outputs = [b.unary('neg', b.sum(b.mul(hot, b.logSoftmax(logits)), [1]))];
    // d/dlogits = softmax − onehot, and nothing for rows without a target
    const backward = (g: GraphBuilder, [dLoss]: readonly (Tensor | undefined)[]) =>
      dLoss ? [g.mul(g.sub(g.mul(g.softmax(logits), g.sum(hot, [1])), hot), dLoss)] : [undefined];
    return { outputs, backward };
  });
  return loss;
};

/** Losses of all predicted fields, one (rows, 1) tensor a field, given the true events (teacher forcing). */
export const fieldLosses = (
  b: GraphBuilder,
  config: NetworkConfig,
  parameters: ParameterTensors,
  top: Tensor,
  targets: readonly Tensor[],
): readonly Tensor[] =>
  predictedFields(config.schema).map((place) => {
    const context = headContext(b, parameters, place.field.name, top);
    const logits = headLogits(b, config, parameters, place, context, targets);
    return crossEntropy(b, logits, targets[place.index]);
  });
