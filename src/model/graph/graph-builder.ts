import type {
  BinaryFunction,
  Graph,
  GraphConstant,
  GraphInput,
  GraphNode,
  Operator,
  UnaryFunction,
} from './operator.js';
import { outputsOf } from './output-shapes.js';
import { sameShape, sizeOf, type DType, type Shape, type Tensor } from './tensor.js';

/** Gradients of a region's inputs from those of its outputs; undefined where there is none. */
export type BackwardRule = (
  builder: GraphBuilder,
  outputGradients: readonly (Tensor | undefined)[],
) => readonly (Tensor | undefined)[];

/** A group of nodes differentiated as one, by its own rule. */
export interface GradientRegion {
  readonly firstNode: number;
  /** Exclusive. */
  readonly endNode: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly backward: BackwardRule;
}

/** Builds a graph, operator by operator, and checks shapes. Computes nothing; methods return the result tensor. */
export class GraphBuilder {
  readonly #inputs: GraphInput[] = [];
  readonly #constants: GraphConstant[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #outputs: { name: string; tensor: Tensor }[] = [];
  readonly #regions: GradientRegion[] = [];
  #nextId = 0;

  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  get regions(): readonly GradientRegion[] {
    return this.#regions;
  }

  #tensor(dtype: DType, shape: Shape): Tensor {
    return { id: this.#nextId++, dtype, shape };
  }

  input(name: string, dtype: DType, shape: Shape): Tensor {
    const tensor = this.#tensor(dtype, shape);
    this.#inputs.push({ name, tensor });
    return tensor;
  }

  output(name: string, tensor: Tensor): void {
    this.#outputs.push({ name, tensor });
  }

  /** A float literal; a number makes a scalar. */
  constant(values: number | GraphConstant['values'], shape: Shape = []): Tensor {
    const list = typeof values === 'number' ? [values] : values;
    if (list.length !== sizeOf(shape)) throw new RangeError(`${list.length} values do not fill [${shape.join()}]`);
    const tensor = this.#tensor('float', shape);
    this.#constants.push({ tensor, values: list });
    return tensor;
  }

  apply(operator: Operator, ...inputs: readonly Tensor[]): readonly Tensor[] {
    const outputs = outputsOf(operator, inputs).map(({ dtype, shape }) => this.#tensor(dtype, shape));
    this.#nodes.push({ operator, inputs, outputs });
    return outputs;
  }

  unary(fn: UnaryFunction, x: Tensor): Tensor {
    return this.apply({ kind: 'unary', fn }, x)[0];
  }

  binary(fn: BinaryFunction, a: Tensor, b: Tensor): Tensor {
    return this.apply({ kind: 'binary', fn }, a, b)[0];
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.binary('add', a, b);
  }

  sub(a: Tensor, b: Tensor): Tensor {
    return this.binary('sub', a, b);
  }

  mul(a: Tensor, b: Tensor): Tensor {
    return this.binary('mul', a, b);
  }

  div(a: Tensor, b: Tensor): Tensor {
    return this.binary('div', a, b);
  }

  scale(x: Tensor, factor: number): Tensor {
    return this.mul(x, this.constant(factor));
  }

  /** a·b, matrices; `plus` is added (broadcast). */
  gemm(a: Tensor, b: Tensor, { transposeA = false, transposeB = false, plus }: GemmOptions = {}): Tensor {
    return this.apply({ kind: 'gemm', transposeA, transposeB }, a, b, ...(plus ? [plus] : []))[0];
  }

  /** a·b for each of the first axis: (n, rows, inner) times (n, inner, columns). */
  matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: Omit<GemmOptions, 'plus'> = {}): Tensor {
    return this.apply({ kind: 'matmul', transposeA, transposeB }, a, b)[0];
  }

  reshape(x: Tensor, shape: Shape): Tensor {
    return sameShape(x.shape, shape) ? x : this.apply({ kind: 'reshape', shape }, x)[0];
  }

  transpose(x: Tensor, permutation: readonly number[] = [1, 0]): Tensor {
    return this.apply({ kind: 'transpose', permutation }, x)[0];
  }

  expand(x: Tensor, shape: Shape): Tensor {
    return sameShape(x.shape, shape) ? x : this.apply({ kind: 'expand', shape }, x)[0];
  }

  concat(parts: readonly Tensor[], axis: number): Tensor {
    return parts.length === 1 ? parts[0] : this.apply({ kind: 'concat', axis }, ...parts)[0];
  }

  split(x: Tensor, axis: number, sizes: readonly number[]): readonly Tensor[] {
    return sizes.length === 1 ? [x] : this.apply({ kind: 'split', axis, sizes }, x);
  }

  /** Sums over axes, which stay with size 1. */
  sum(x: Tensor, axes: readonly number[] = x.shape.map((_, i) => i)): Tensor {
    return axes.length === 0 ? x : this.apply({ kind: 'sum', axes }, x)[0];
  }

  gather(table: Tensor, ids: Tensor): Tensor {
    return this.apply({ kind: 'gather' }, table, ids)[0];
  }

  oneHot(ids: Tensor, depth: number): Tensor {
    return this.apply({ kind: 'oneHot', depth }, ids)[0];
  }

  oneHotColumns(ids: Tensor, depth: number): Tensor {
    return this.apply({ kind: 'oneHotColumns', depth }, ids)[0];
  }

  softmax(x: Tensor): Tensor {
    return this.apply({ kind: 'softmax' }, x)[0];
  }

  logSoftmax(x: Tensor): Tensor {
    return this.apply({ kind: 'logSoftmax' }, x)[0];
  }

  /** Builds nodes with `forward` and differentiates them as one with the rule it returns. */
  region(
    inputs: readonly Tensor[],
    forward: () => { readonly outputs: readonly Tensor[]; readonly backward: BackwardRule },
  ): readonly Tensor[] {
    const firstNode = this.#nodes.length;
    const { outputs, backward } = forward();
    this.#regions.push({ firstNode, endNode: this.#nodes.length, inputs, outputs, backward });
    return outputs;
  }

  /** The finished graph, without the inputs, constants and nodes that no output needs. */
  build(): Graph {
    const needed = new Set(this.#outputs.map(({ tensor }) => tensor.id));
    const nodes: GraphNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some(({ id }) => needed.has(id))) continue;
      for (const { id } of node.inputs) needed.add(id);
      nodes.push(node);
    }
    const constants = this.#constants.filter(({ tensor }) => needed.has(tensor.id));
    const inputs = this.#inputs.filter(({ tensor }) => needed.has(tensor.id));
    return { inputs, constants, nodes: nodes.reverse(), outputs: [...this.#outputs] };
  }
}

export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly plus?: Tensor;
}
