import { createHash } from 'node:crypto';
import type { BinaryFunction, Graph, GraphNode, Operator, UnaryFunction } from '../graph/operator.js';
import { sizeOf, type Shape, type Tensor } from '../graph/tensor.js';
import { int8Product, fillsBlocks, RUNTIME_DOMAIN, type WeightMatrix } from './int8-quantization.js';
import { onnxBytes, type OnnxNode, type OnnxTensor, type OnnxValue } from './onnx-proto.js';

const OPSET = 17;

const unaryTypes: Record<Exclude<UnaryFunction, 'step'>, string> = {
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  relu: 'Relu',
};

const binaryTypes: Record<BinaryFunction, string> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Mul',
  div: 'Div',
  min: 'Min',
  max: 'Max',
};

/** Names and literals that nodes refer to; equal literals are stored once. */
class Literals {
  readonly tensors: OnnxTensor[] = [];
  readonly #known = new Map<string, string>();

  #add(key: string, shape: readonly number[], values: OnnxTensor['values']): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = `literal${this.tensors.length}`;
    this.#known.set(key, name);
    this.tensors.push({ name, shape, values });
    return name;
  }

  /** A list of int64, the type of shapes, axes and sizes. */
  integers(values: readonly number[]): string {
    return this.#add(`i64:${values.join()}`, [values.length], BigInt64Array.from(values, BigInt));
  }

  /** 0, 1, 2 … as int32. */
  range(shape: Shape): string {
    const values = Int32Array.from({ length: sizeOf(shape) }, (_, i) => i);
    return this.#add(`i32[${shape.join()}]:0…`, shape, values);
  }

  floats(values: ArrayLike<number>, shape: readonly number[]): string {
    const floats = Float32Array.from(values);
    const digest = createHash('sha256').update(floats).digest('base64');
    return this.#add(`f32[${shape.join()}]:${digest}`, shape, floats);
  }
}

const unaryNodes = (fn: UnaryFunction, inputs: string[], outputs: string[], literals: Literals): OnnxNode[] => {
  if (fn !== 'step') return [{ type: unaryTypes[fn], inputs, outputs }];
  const positive = `${outputs[0]}_positive`;
  return [
    { type: 'Greater', inputs: [...inputs, literals.floats([0], [])], outputs: [positive] },
    { type: 'Cast', inputs: [positive], outputs, attributes: [{ name: 'to', value: 1 }] },
  ];
};

/** 1 where two operands of ids, broadcast, are equal, else 0. */
const equalNodes = (inputs: string[], outputs: string[]): OnnxNode[] => {
  const equal = `${outputs[0]}_equal`;
  return [
    { type: 'Equal', inputs, outputs: [equal] },
    { type: 'Cast', inputs: [equal], outputs, attributes: [{ name: 'to', value: 1 }] },
  ];
};

/**
 * By comparing with 0 … depth−1: the runtime's own OneHot fills its output one number at a time and is three times
 * slower.
 */
const oneHotNodes = (
  shape: Shape,
  depth: number,
  inputs: string[],
  outputs: string[],
  literals: Literals,
): OnnxNode[] => {
  const column = `${outputs[0]}_column`;
  return [
    { type: 'Reshape', inputs: [...inputs, literals.integers([...shape, 1])], outputs: [column] },
    ...equalNodes([column, literals.range([depth])], outputs),
  ];
};

/** The standard's product has no transposition; the runtime fuses the nodes for it into the product. */
const matmulNodes = (
  { transposeA, transposeB }: Operator & { kind: 'matmul' },
  [a, b]: string[],
  outputs: string[],
): OnnxNode[] => {
  const turned = (input: string, suffix: string): OnnxNode => ({
    type: 'Transpose',
    inputs: [input],
    outputs: [`${outputs[0]}_${suffix}`],
    attributes: [{ name: 'perm', value: [0, 2, 1] }],
  });
  const turns = [...(transposeA ? [turned(a, 'a')] : []), ...(transposeB ? [turned(b, 'b')] : [])];
  const inputs = [transposeA ? `${outputs[0]}_a` : a, transposeB ? `${outputs[0]}_b` : b];
  return [...turns, { type: 'MatMul', inputs, outputs }];
};

const lower = (node: GraphNode, inputs: string[], outputs: string[], literals: Literals): OnnxNode[] => {
  const { operator } = node;
  switch (operator.kind) {
    case 'unary':
      return unaryNodes(operator.fn, inputs, outputs, literals);
    case 'binary':
      return [{ type: binaryTypes[operator.fn], inputs, outputs }];
    case 'gemm': {
      const attributes = [
        { name: 'transA', value: operator.transposeA ? 1 : 0 },
        { name: 'transB', value: operator.transposeB ? 1 : 0 },
      ];
      return [{ type: 'Gemm', inputs, outputs, attributes }];
    }
    case 'matmul':
      return matmulNodes(operator, inputs, outputs);
    case 'reshape':
      return [{ type: 'Reshape', inputs: [...inputs, literals.integers(operator.shape)], outputs }];
    case 'transpose':
      return [{ type: 'Transpose', inputs, outputs, attributes: [{ name: 'perm', value: operator.permutation }] }];
    case 'expand':
      return [{ type: 'Expand', inputs: [...inputs, literals.integers(operator.shape)], outputs }];
    case 'concat':
      return [{ type: 'Concat', inputs, outputs, attributes: [{ name: 'axis', value: operator.axis }] }];
    case 'split': {
      const attributes = [{ name: 'axis', value: operator.axis }];
      return [{ type: 'Split', inputs: [...inputs, literals.integers(operator.sizes)], outputs, attributes }];
    }
    case 'sum':
      return [{ type: 'ReduceSum', inputs: [...inputs, literals.integers(operator.axes)], outputs }];
    case 'gather':
      return [{ type: 'Gather', inputs, outputs }];
    case 'oneHot':
      return oneHotNodes(node.inputs[0].shape, operator.depth, inputs, outputs, literals);
    case 'oneHotColumns':
      return equalNodes([literals.range([operator.depth, 1]), ...inputs], outputs);
    case 'softmax':
      return [{ type: 'Softmax', inputs, outputs }];
    case 'logSoftmax':
      return [{ type: 'LogSoftmax', inputs, outputs }];
  }
};

const asValue = ({ name, tensor }: { name: string; tensor: Tensor }): OnnxValue => ({
  name,
  dtype: tensor.dtype,
  shape: tensor.shape,
});

/** Gives output tensors their public names; one that has a name already (an input, a second use) is copied. */
const nameOutputs = (graph: Graph, names: Map<number, string>): OnnxNode[] =>
  graph.outputs.flatMap(({ name, tensor }) => {
    const known = names.get(tensor.id);
    if (known !== undefined) return [{ type: 'Identity', inputs: [known], outputs: [name] }];
    names.set(tensor.id, name);
    return [];
  });

/** The weights that are the right factor of a product with rows, if they can be quantized to 8 bits. */
const eightBitWeights = (
  { operator, inputs }: GraphNode,
  names: ReadonlyMap<number, string>,
  bound: ReadonlyMap<string, Float32Array>,
): WeightMatrix | undefined => {
  if (operator.kind !== 'gemm' || operator.transposeA || operator.transposeB) return undefined;
  const name = names.get(inputs[1].id) ?? '';
  const values = bound.get(name);
  const { shape } = inputs[1];
  return values && fillsBlocks(shape[0]) ? { name, shape, values } : undefined;
};

/** A product with 8-bit weights; the addend stays float. */
const eightBitNodes = (
  inputs: readonly string[],
  [output]: readonly string[],
  weights: WeightMatrix,
  tensors: OnnxTensor[],
): OnnxNode[] => {
  const plus = inputs.at(2);
  const product = plus === undefined ? output : `${output}_product`;
  const made = int8Product(inputs[0], weights, product);
  tensors.push(...made.tensors);
  const sum: OnnxNode[] = plus === undefined ? [] : [{ type: 'Add', inputs: [product, plus], outputs: [output] }];
  return [...made.nodes, ...sum];
};

/**
 * The graph as an .onnx file (opset 17). Inputs named in `bound` become initializers with these values (the runtime may
 * then pre-pack them); the others stay inputs. With `eightBits`, products use them in 8 bits, by an operator outside
 * the standard.
 */
export const emitOnnx = (
  graph: Graph,
  bound: ReadonlyMap<string, Float32Array> = new Map(),
  { eightBits = false } = {},
): Uint8Array => {
  const literals = new Literals();
  const names = new Map<number, string>();
  for (const { name, tensor } of graph.inputs) names.set(tensor.id, name);
  for (const { tensor, values } of graph.constants) names.set(tensor.id, literals.floats(values, tensor.shape));
  const aliases = nameOutputs(graph, names);
  const nameOf = (tensor: Tensor) => names.get(tensor.id) ?? `t${tensor.id}`;
  const coarse: OnnxTensor[] = [];
  const lowered = graph.nodes.flatMap((node) => {
    const [inputs, outputs] = [node.inputs.map(nameOf), node.outputs.map(nameOf)];
    const weights = eightBits ? eightBitWeights(node, names, bound) : undefined;
    return weights ? eightBitNodes(inputs, outputs, weights, coarse) : lower(node, inputs, outputs, literals);
  });
  const nodes = [...lowered, ...aliases];
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const weights = graph.inputs.flatMap(({ name, tensor }) => {
    const values = bound.get(name);
    return values === undefined || !used.has(name) ? [] : [{ name, shape: tensor.shape, values }];
  });
  return onnxBytes({
    opset: OPSET,
    ...(coarse.length > 0 ? { domains: [RUNTIME_DOMAIN] } : {}),
    nodes,
    initializers: [...literals.tensors, ...weights, ...coarse],
    inputs: graph.inputs.filter(({ name }) => !bound.has(name)).map(asValue),
    outputs: graph.outputs.map(asValue),
  });
};
