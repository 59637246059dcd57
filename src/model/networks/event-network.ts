import type { BackwardRule, GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import type { EventSchema, FieldSpec } from '../event-schema.js';
import { embeddingSum } from './embedding-sum.js';
import { relationLogits } from './relation-logits.js';
import { echoColumns, fieldsBefore, predictedFields, type CommonConfig, type FieldPlace } from './network-config.js';
import { parameter, type ParameterTensors } from './parameter-spec.js';

/** (fields, rows) of ids cut into one (rows) vector a field. */
export const idColumns = (b: GraphBuilder, ids: Tensor): readonly Tensor[] => {
  const [fields, rows] = ids.shape;
  return b.split(ids, 0, Array<number>(fields).fill(1)).map((row) => b.reshape(row, [rows]));
};

/** An event's embedding is the sum of its fields' embeddings: (rows, embedding). */
export const embedEvents = (
  b: GraphBuilder,
  { schema }: CommonConfig,
  parameters: ParameterTensors,
  columns: readonly Tensor[],
): Tensor =>
  embeddingSum(
    b,
    schema.map(({ name }, i) => ({ table: parameter(parameters, `embed.${name}`), ids: columns[i] })),
  );

/** Exchanges rows and columns; one row or one column needs no moving. */
export const transposed = (b: GraphBuilder, x: Tensor): Tensor =>
  x.shape.includes(1) ? b.reshape(x, x.shape.toReversed()) : b.transpose(x);

/** What each head knows of the state, topᵀ·A + a: (rows, headUnits), in the order of `names`. top: (units, rows). */
export const headContexts = (
  b: GraphBuilder,
  parameters: ParameterTensors,
  names: readonly string[],
  top: Tensor,
): readonly Tensor[] => {
  const weights = names.map((name) => parameter(parameters, `head.${name}.state`));
  const biases = names.map((name) => parameter(parameters, `head.${name}.bias`));
  return b.region([top, ...weights, ...biases], () => {
    const rows = transposed(b, top);
    const outputs = weights.map((weight, i) => b.gemm(rows, weight, { plus: biases[i] }));
    return { outputs, backward: contextGradients(top, weights) };
  });
};

/** By hand, so that the heads' gradients of the state add up inside the products. */
const contextGradients =
  (top: Tensor, weights: readonly Tensor[]): BackwardRule =>
  (g, gradients) => {
    const dWeights = gradients.map((d) => d && g.gemm(top, d));
    const dBiases = gradients.map((d) => d && g.reshape(g.sum(d, [0]), [d.shape[1]]));
    let dTop: Tensor | undefined;
    gradients.forEach((d, i) => {
      if (d) dTop = g.gemm(weights[i], d, { transposeB: true, ...(dTop && { plus: dTop }) });
    });
    return [dTop, ...dWeights, ...dBiases];
  };

/** Rows of a time-major (steps·batch, width) matrix, each times its own row of the (batch, width) mask. */
const maskRows = (b: GraphBuilder, x: Tensor, mask: Tensor | undefined): Tensor => {
  if (mask === undefined) return x;
  const [batch, width] = mask.shape;
  const steps = x.shape[0] / batch;
  return b.reshape(b.mul(b.reshape(x, [steps, batch, width]), mask), x.shape);
};

/**
 * Logits of one field, (rows, size): relu(context + Σ embeddings of the fields known before it)·B + b, and what it
 * points at.
 * `columns` holds the ids of this event (not the previous one); only those known before the field are read. `mask`,
 * where given, is a dropout mask (batch, headUnits) for every step.
 */
export const headLogits = (
  b: GraphBuilder,
  { schema }: CommonConfig,
  parameters: ParameterTensors,
  { field, index }: FieldPlace,
  context: Tensor,
  columns: readonly Tensor[],
  mask?: Tensor,
): Tensor => {
  const known = fieldsBefore(schema, index).map((before) => ({
    table: parameter(parameters, `head.${field.name}.from.${before.field.name}`),
    ids: columns[before.index],
  }));
  const hidden = maskRows(b, b.unary('relu', embeddingSum(b, known, context)), mask);
  const logits = b.gemm(hidden, parameter(parameters, `head.${field.name}.output`), {
    plus: parameter(parameters, `head.${field.name}.outputBias`),
  });
  const pointed = echoLogits(b, schema, parameters, field, hidden, columns);
  const related = relationLogits(b, schema, parameters, field, hidden, columns);
  return [...pointed, ...related].reduce((total, part) => b.add(total, part), logits);
};

/** For each field that a head points at: what the head makes of it times the one-hot id in it; nothing where absent. */
const echoLogits = (
  b: GraphBuilder,
  schema: EventSchema,
  parameters: ParameterTensors,
  field: FieldSpec,
  hidden: Tensor,
  columns: readonly Tensor[],
): readonly Tensor[] => {
  const pointed = echoColumns(schema, field);
  if (pointed.length === 0) return [];
  const gates = b.gemm(hidden, parameter(parameters, `head.${field.name}.echo`), {
    plus: parameter(parameters, `head.${field.name}.echoBias`),
  });
  return b
    .split(gates, 1, Array<number>(pointed.length).fill(1))
    .map((gate, i) => b.mul(b.oneHot(columns[pointed[i]], field.size), gate));
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
  config: CommonConfig,
  parameters: ParameterTensors,
  top: Tensor,
  targets: readonly Tensor[],
  mask?: Tensor,
): readonly Tensor[] => {
  const places = predictedFields(config.schema);
  const names = places.map(({ field }) => field.name);
  const contexts = headContexts(b, parameters, names, top);
  return places.map((place, i) => {
    const logits = headLogits(b, config, parameters, place, contexts[i], targets, mask);
    return crossEntropy(b, logits, targets[place.index]);
  });
};
