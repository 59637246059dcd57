import type { BinaryFunction, GraphNode, Operator, UnaryFunction } from './operator.js';
import type { GraphBuilder } from './graph-builder.js';
import { sameShape, type Shape, type Tensor } from './tensor.js';

type Gradients = readonly (Tensor | undefined)[];
type UnaryRule = (g: GraphBuilder, dy: Tensor, x: Tensor, y: Tensor) => Tensor | undefined;
type BinaryRule = (g: GraphBuilder, dy: Tensor, a: Tensor, b: Tensor) => readonly [Tensor, Tensor];

/** Undoes a broadcast: sums a gradient down to the shape its operand had. */
const sumTo = (g: GraphBuilder, x: Tensor, shape: Shape): Tensor => {
  if (sameShape(x.shape, shape)) return x;
  const offset = x.shape.length - shape.length;
  const axes = x.shape.flatMap((n, i) => (i < offset || (shape[i - offset] === 1 && n !== 1) ? [i] : []));
  return g.reshape(g.sum(x, axes), shape);
};

const oneMinus = (g: GraphBuilder, x: Tensor): Tensor => g.sub(g.constant(1), x);

const unaryRules: Record<UnaryFunction, UnaryRule> = {
  neg: (g, dy) => g.unary('neg', dy),
  exp: (g, dy, _x, y) => g.mul(dy, y),
  log: (g, dy, x) => g.div(dy, x),
  sqrt: (g, dy, _x, y) => g.div(g.scale(dy, 0.5), y),
  tanh: (g, dy, _x, y) => g.mul(dy, oneMinus(g, g.mul(y, y))),
  sigmoid: (g, dy, _x, y) => g.mul(dy, g.mul(y, oneMinus(g, y))),
  relu: (g, dy, x) => g.mul(dy, g.unary('step', x)),
  step: () => undefined,
};

/** Where the operands of min or max are equal, the gradient goes to b. */
const chosen = (g: GraphBuilder, dy: Tensor, toA: Tensor): readonly [Tensor, Tensor] => [
  g.mul(dy, toA),
  g.mul(dy, oneMinus(g, toA)),
];

const binaryRules: Record<BinaryFunction, BinaryRule> = {
  add: (_g, dy) => [dy, dy],
  sub: (g, dy) => [dy, g.unary('neg', dy)],
  mul: (g, dy, a, b) => [g.mul(dy, b), g.mul(dy, a)],
  div: (g, dy, a, b) => [g.div(dy, b), g.unary('neg', g.div(g.mul(dy, a), g.mul(b, b)))],
  min: (g, dy, a, b) => chosen(g, dy, g.unary('step', g.sub(b, a))),
  max: (g, dy, a, b) => chosen(g, dy, g.unary('step', g.sub(a, b))),
};

/** d(op(A)·op(B))/dA and /dB for all four ways of transposing. */
const gemmRule = (g: GraphBuilder, node: GraphNode & { operator: { kind: 'gemm' } }, dy: Tensor): Gradients => {
  const [a, b, c] = node.inputs;
  const { transposeA, transposeB } = node.operator;
  const da = transposeA
    ? g.gemm(b, dy, { transposeA: transposeB, transposeB: true })
    : g.gemm(dy, b, { transposeB: !transposeB });
  const db = transposeB
    ? g.gemm(dy, a, { transposeA: true, transposeB: transposeA })
    : g.gemm(a, dy, { transposeA: !transposeA });
  return node.inputs.length > 2 ? [da, db, sumTo(g, dy, c.shape)] : [da, db];
};

type MatmulNode = GraphNode & { operator: { kind: 'matmul' } };

/** The same, product by product. */
const matmulRule = (g: GraphBuilder, { inputs: [a, b], operator }: MatmulNode, dy: Tensor): Gradients => {
  const { transposeA, transposeB } = operator;
  const da = transposeA
    ? g.matmul(b, dy, { transposeA: transposeB, transposeB: true })
    : g.matmul(dy, b, { transposeB: !transposeB });
  const db = transposeB
    ? g.matmul(dy, a, { transposeA: true, transposeB: transposeA })
    : g.matmul(a, dy, { transposeA: !transposeA });
  return [da, db];
};

const softmaxRule = (g: GraphBuilder, dy: Tensor, y: Tensor): Tensor => {
  const inner = g.mul(dy, y);
  return g.sub(inner, g.mul(y, g.sum(inner, [y.shape.length - 1])));
};

const logSoftmaxRule = (g: GraphBuilder, dy: Tensor, x: Tensor): Tensor =>
  g.sub(dy, g.mul(g.softmax(x), g.sum(dy, [x.shape.length - 1])));

/** Table gradient without a scatter: the one-hot ids as columns times the rows' gradients. */
const gatherRule = (g: GraphBuilder, dy: Tensor, table: Tensor, ids: Tensor): Tensor => {
  const [rows, width] = table.shape;
  const count = ids.shape.reduce((product, n) => product * n, 1);
  const hot = g.oneHotColumns(g.reshape(ids, [count]), rows);
  return g.gemm(hot, g.reshape(dy, [count, width]));
};

const inverse = (permutation: readonly number[]): number[] => permutation.map((_, i) => permutation.indexOf(i));

/** Zeros for the parts of a split that nothing used. */
const zeros = (g: GraphBuilder, shape: Shape): Tensor => g.expand(g.constant(0), shape);

const hasOperator = <K extends Operator['kind']>(
  node: GraphNode,
  kind: K,
): node is GraphNode & { operator: Extract<Operator, { kind: K }> } => node.operator.kind === kind;

/** Gradients of a node's inputs, given those of its outputs (undefined where there is none). */
export const inputGradients = (g: GraphBuilder, node: GraphNode, outputGradients: Gradients): Gradients => {
  const { operator, inputs, outputs } = node;
  const [x, second] = inputs;
  if (operator.kind === 'split') {
    return [
      g.concat(
        outputs.map((part, i) => outputGradients[i] ?? zeros(g, part.shape)),
        operator.axis,
      ),
    ];
  }
  const dy = outputGradients[0];
  if (dy === undefined) return inputs.map(() => undefined);
  if (hasOperator(node, 'gemm')) return gemmRule(g, node, dy);
  if (hasOperator(node, 'matmul')) return matmulRule(g, node, dy);
  switch (operator.kind) {
    case 'unary':
      return [unaryRules[operator.fn](g, dy, x, outputs[0])];
    case 'binary': {
      const [da, db] = binaryRules[operator.fn](g, dy, x, second);
      return [sumTo(g, da, x.shape), sumTo(g, db, second.shape)];
    }
    case 'reshape':
      return [g.reshape(dy, x.shape)];
    case 'transpose':
      return [g.transpose(dy, inverse(operator.permutation))];
    case 'expand':
      return [sumTo(g, dy, x.shape)];
    case 'concat':
      return g.split(
        dy,
        operator.axis,
        inputs.map((part) => part.shape[operator.axis]),
      );
    case 'sum':
      return [g.expand(dy, x.shape)];
    case 'gather':
      return [gatherRule(g, dy, x, second), undefined];
    case 'oneHot':
    case 'oneHotColumns':
      return [undefined];
    case 'softmax':
      return [softmaxRule(g, dy, outputs[0])];
    case 'logSoftmax':
      return [logSoftmaxRule(g, dy, x)];
    case 'gemm':
    case 'matmul':
      throw new Error('handled above');
  }
};
