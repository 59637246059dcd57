import type { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import type { BinaryFunction, Operator, UnaryFunction } from '../../../src/model/graph/operator.js';
import { sizeOf, type Shape, type Tensor } from '../../../src/model/graph/tensor.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { steppedValues, uniformValues } from './random-values.js';

/** One way of using an operator: operands with values, and what is made of them. */
export interface OperatorCase {
  readonly name: string;
  /** Float operands, differentiated. */
  readonly operands: readonly { readonly shape: Shape; readonly values: Float32Array }[];
  /** Int operand, where there is one. */
  readonly ids?: { readonly shape: Shape; readonly values: Int32Array };
  readonly build: (b: GraphBuilder, operands: readonly Tensor[], ids: Tensor) => readonly Tensor[];
}

/** Every function and kind of the operator union under one name: a new operator fails to compile until it has cases. */
export type OperatorName = UnaryFunction | BinaryFunction | Exclude<Operator['kind'], 'unary' | 'binary'>;

export const operatorName = (operator: Operator): OperatorName =>
  operator.kind === 'unary' || operator.kind === 'binary' ? operator.fn : operator.kind;

const random = seedRandom(20);

const operand = (shape: Shape, low = -1, high = 1) => ({
  shape,
  values: uniformValues(random, sizeOf(shape), low, high),
});

const offKinks = (shape: Shape, offset: number) => ({ shape, values: steppedValues(random, sizeOf(shape), offset) });

const single = (
  name: string,
  operands: OperatorCase['operands'],
  build: (b: GraphBuilder, ...operands: Tensor[]) => Tensor,
): OperatorCase => ({ name, operands, build: (b, tensors) => [build(b, ...tensors)] });

const unaryCase = (fn: UnaryFunction, operands: OperatorCase['operands']): OperatorCase[] => [
  single('each element', operands, (b, x) => b.unary(fn, x)),
];

/** All positions in which one operand or the other has fewer axes or an axis of size 1. */
const broadcasts: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[2, 3], [2, 3]],
  [[2, 3], []],
  [[], [2, 3]],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [[2, 3], [2, 1]],
  [[2, 1], [2, 3]],
  [[2, 3], [1, 3]],
  [[1, 3], [2, 3]],
  [[2, 1], [1, 3]],
  [[2, 3, 2], [3, 1]],
  [[3, 1], [2, 3, 2]],
  [[2, 1, 2], [3, 1]],
  [[1, 1], [1]],
]; // prettier-ignore

const binaryCases = (fn: BinaryFunction): OperatorCase[] =>
  broadcasts.map(([a, b]) => {
    const name = `[${a.join()}] and [${b.join()}]`;
    const second = fn === 'div' ? operand(b, 0.5, 2) : offKinks(b, 0.1);
    return single(name, [offKinks(a, 0), second], (g, x, y) => g.binary(fn, x, y));
  });

const bools = [false, true];
const addends: readonly (Shape | undefined)[] = [undefined, [2, 4], [4], [1, 4], [2, 1], []];

const gemmCases: OperatorCase[] = bools.flatMap((transposeA) =>
  bools.flatMap((transposeB) =>
    addends.map((plus) => {
      const a = operand(transposeA ? [3, 2] : [2, 3]);
      const b = operand(transposeB ? [4, 3] : [3, 4]);
      const name = `a${transposeA ? 'ᵀ' : ''}·b${transposeB ? 'ᵀ' : ''}${plus ? ` plus [${plus.join()}]` : ''}`;
      return single(name, plus ? [a, b, operand(plus)] : [a, b], (g, x, y, c) =>
        g.gemm(x, y, { transposeA, transposeB, ...(plus ? { plus: c } : {}) }),
      );
    }),
  ),
);

const matmulCases: OperatorCase[] = bools.flatMap((transposeA) =>
  bools.map((transposeB) =>
    single(
      `two of a${transposeA ? 'ᵀ' : ''}·b${transposeB ? 'ᵀ' : ''}`,
      [operand(transposeA ? [2, 3, 2] : [2, 2, 3]), operand(transposeB ? [2, 4, 3] : [2, 3, 4])],
      (g, x, y) => g.matmul(x, y, { transposeA, transposeB }),
    ),
  ),
);

const expandCases = (
  [
    [[], [2, 3]],
    [[3], [2, 3]],
    [
      [2, 1],
      [2, 3],
    ],
    [
      [1, 3, 1],
      [2, 3, 2],
    ],
  ] as const
).map(([from, to]) => single(`[${from.join()}] to [${to.join()}]`, [operand(from)], (b, x) => b.expand(x, to)));

const splitCases: OperatorCase[] = [
  { name: 'in two, both used', operands: [operand([2, 5])], build: (b, [x]) => b.split(x, 1, [2, 3]) },
  {
    name: 'in three, the middle unused',
    operands: [operand([4, 2])],
    build: (b, [x]) => b.split(x, 0, [1, 2, 1]).filter((_, i) => i !== 1),
  },
  {
    name: 'in three, only the last used',
    operands: [operand([2, 4, 2])],
    build: (b, [x]) => [b.split(x, 1, [1, 2, 1])[2]],
  },
  {
    name: 'in two, one used twice',
    operands: [operand([4, 2])],
    build: (b, [x]) => {
      const [first, second] = b.split(x, 0, [2, 2]);
      return [b.mul(first, second), b.mul(first, first)];
    },
  },
];

const lookUp = (name: string, shape: Shape, values: readonly number[]): OperatorCase => ({
  name,
  operands: [operand([4, 3])],
  ids: { shape, values: Int32Array.from(values) },
  build: (b, [table], ids) => [b.gather(table, ids)],
});

const hotCase = (name: string, shape: Shape, values: readonly number[]): OperatorCase => ({
  name,
  operands: [operand([...shape, 3])],
  ids: { shape, values: Int32Array.from(values) },
  build: (b, [x], ids) => [b.mul(x, b.oneHot(ids, 3))],
});

const softened = (fn: 'softmax' | 'logSoftmax'): OperatorCase[] =>
  [[4], [2, 4], [2, 3, 2]].map((shape) =>
    single(`over the last of [${shape.join()}]`, [operand(shape, -3, 3)], (b, x) => b[fn](x)),
  );

export const operatorCases: Readonly<Record<OperatorName, readonly OperatorCase[]>> = {
  neg: unaryCase('neg', [operand([2, 3])]),
  exp: unaryCase('exp', [operand([2, 3])]),
  log: unaryCase('log', [operand([2, 3], 0.3, 3)]),
  sqrt: unaryCase('sqrt', [operand([2, 3], 0.3, 3)]),
  tanh: unaryCase('tanh', [operand([2, 3], -2, 2)]),
  sigmoid: unaryCase('sigmoid', [operand([2, 3], -4, 4)]),
  relu: unaryCase('relu', [offKinks([3, 4], 0.1)]),
  step: [single('as a gate on its own operand', [offKinks([3, 4], 0.1)], (b, x) => b.mul(b.unary('step', x), x))],
  add: binaryCases('add'),
  sub: binaryCases('sub'),
  mul: binaryCases('mul'),
  div: binaryCases('div'),
  min: binaryCases('min'),
  max: binaryCases('max'),
  gemm: gemmCases,
  matmul: matmulCases,
  reshape: [
    single('[2,3,2] to [4,3]', [operand([2, 3, 2])], (b, x) => b.reshape(x, [4, 3])),
    single('[1,1] to a scalar', [operand([1, 1])], (b, x) => b.reshape(x, [])),
  ],
  transpose: [
    single('a matrix', [operand([2, 3])], (b, x) => b.transpose(x)),
    single('three axes, turned round', [operand([2, 3, 4])], (b, x) => b.transpose(x, [1, 2, 0])),
  ],
  expand: expandCases,
  concat: [
    single('of rows', [operand([1, 3]), operand([2, 3])], (b, x, y) => b.concat([x, y], 0)),
    single('of columns', [operand([2, 1]), operand([2, 2]), operand([2, 3])], (b, ...parts) => b.concat(parts, 1)),
    single('of one tensor with itself', [operand([2, 2])], (b, x) => b.concat([x, x], 1)),
  ],
  split: splitCases,
  sum: [[0], [1], [2], [0, 2], [0, 1, 2]].map((axes) =>
    single(`over axes ${axes.join()}`, [operand([2, 3, 4])], (b, x) => b.sum(x, axes)),
  ),
  gather: [
    lookUp('rows, some twice and one never', [5], [0, 2, 2, 3, 0]),
    lookUp('a grid of rows', [2, 2], [1, 0, 3, 1]),
  ],
  oneHot: [
    hotCase('with ids outside as rows of zeros', [6], [0, 2, 3, -1, 99, 1]),
    hotCase('a grid', [2, 2], [2, 2, 0, 7]),
  ],
  oneHotColumns: [
    {
      name: 'with ids outside as columns of zeros',
      operands: [operand([3, 6])],
      ids: { shape: [6], values: Int32Array.of(0, 2, 3, -1, 99, 1) },
      build: (b, [x], ids) => [b.mul(x, b.oneHotColumns(ids, 3))],
    },
  ],
  softmax: softened('softmax'),
  logSoftmax: softened('logSoftmax'),
};

/** Cases without ids side by side as one, since a session a case costs more than all of its arithmetic. */
const sideBySide = (cases: readonly OperatorCase[]): OperatorCase => ({
  name: `${cases.length} cases`,
  operands: cases.flatMap(({ operands }) => operands),
  build: (b, tensors, ids) => {
    let used = 0;
    return cases.flatMap(({ operands, build }) => build(b, tensors.slice(used, (used += operands.length)), ids));
  },
});

/** All cases of all operators in few graphs, each with the operator's name. */
export const mergedCases: readonly (readonly [name: string, OperatorCase])[] = Object.entries(operatorCases).flatMap(
  ([operator, cases]) => {
    const plain = cases.filter(({ ids }) => ids === undefined);
    const merged = plain.length > 0 ? [sideBySide(plain)] : [];
    return [...merged, ...cases.filter(({ ids }) => ids !== undefined)].map(
      (c) => [`${operator}, ${c.name}`, c] as const,
    );
  },
);
