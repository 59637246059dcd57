import { describe, expect, it } from 'vitest';
import { differentiate } from '../../../src/model/graph/differentiate.js';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import { broadcastShapes } from '../../../src/model/graph/tensor.js';
import { evaluate64 } from '../support/graph-evaluator.js';

describe('a graph', () => {
  it.each<readonly [string, (b: GraphBuilder) => unknown]>([
    ['a sum of [2,3] and [2]', (b) => b.add(b.input('x', 'float', [2, 3]), b.input('y', 'float', [2]))],
    ['a product of [2,3] and [2,3]', (b) => b.gemm(b.input('x', 'float', [2, 3]), b.input('y', 'float', [2, 3]))],
    [
      'an addend wider than its product',
      (b) => {
        const x = b.input('x', 'float', [2, 2]);
        return b.gemm(x, x, { plus: b.input('y', 'float', [3, 2, 2]) });
      },
    ],
    [
      'products of two matrices and of three',
      (b) => b.matmul(b.input('x', 'float', [2, 3, 4]), b.input('y', 'float', [3, 4, 3])),
    ],
    [
      'products of [3,4] and [3,4]',
      (b) => b.matmul(b.input('x', 'float', [2, 3, 4]), b.input('y', 'float', [2, 3, 4])),
    ],
    ['a reshape to another size', (b) => b.reshape(b.input('x', 'float', [2, 3]), [5])],
    ['a permutation with an axis twice', (b) => b.transpose(b.input('x', 'float', [2, 3]), [0, 0])],
    ['an expansion that would shrink', (b) => b.expand(b.input('x', 'float', [2, 3]), [3])],
    [
      'parts that do not fit side by side',
      (b) => b.concat([b.input('x', 'float', [2, 3]), b.input('y', 'float', [3, 3])], 1),
    ],
    ['parts that are not the whole', (b) => b.split(b.input('x', 'float', [2, 3]), 1, [1, 1])],
    ['ids that are not integers', (b) => b.gather(b.input('x', 'float', [2, 3]), b.input('y', 'float', [2]))],
    ['arithmetic on ids', (b) => b.unary('exp', b.input('x', 'int', [2]))],
    ['too few values for a constant', (b) => b.constant([1, 2], [3])],
  ])('refuses %s when it is built', (_, build) => {
    expect(() => build(new GraphBuilder())).toThrow(RangeError);
  });

  it('broadcasts as NumPy does', () => {
    expect(broadcastShapes([2, 1, 4], [3, 1])).toEqual([2, 3, 4]);
    expect(broadcastShapes([], [5])).toEqual([5]);
    expect(broadcastShapes([0, 1], [1, 3])).toEqual([0, 3]);
  });

  it('keeps only what its outputs need, in order', () => {
    const b = new GraphBuilder();
    const [x, y] = ['x', 'y'].map((name) => b.input(name, 'float', [2]));
    b.unary('exp', y);
    b.add(b.constant(9), y);
    b.output('z', b.unary('tanh', b.scale(x, 2)));
    const graph = b.build();
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(graph.constants.map(({ values }) => values)).toEqual([[2]]);
    expect(graph.nodes.map(({ operator }) => ('fn' in operator ? operator.fn : operator.kind))).toEqual([
      'mul',
      'tanh',
    ]);
  });
});

describe('differentiation', () => {
  it('adds up the ways in which a tensor is used: d(x² + 3x)/dx at 2 is 7', () => {
    const b = new GraphBuilder();
    const x = b.input('x', 'float', []);
    const [slope] = differentiate(b, b.add(b.mul(x, x), b.scale(x, 3)), [x]);
    b.output('slope', slope);
    expect([...evaluate64(b.build(), { x: [2] }).slope]).toEqual([7]);
  });

  it('of a loss by itself is 1', () => {
    const b = new GraphBuilder();
    const x = b.input('x', 'float', [1]);
    b.output('slope', differentiate(b, x, [x])[0]);
    expect([...evaluate64(b.build(), { x: [5] }).slope]).toEqual([1]);
  });

  it('counts once what a region gives twice: d(2x + 2x)/dx is 4', () => {
    const b = new GraphBuilder();
    const x = b.input('x', 'float', []);
    const [y, again] = b.region([x], () => {
      const double = b.scale(x, 2);
      return { outputs: [double, double], backward: (g, [d, e]) => [g.scale(e && d ? g.add(d, e) : d!, 2)] };
    });
    b.output('slope', differentiate(b, b.add(y, again), [x])[0]);
    expect([...evaluate64(b.build(), { x: [5] }).slope]).toEqual([4]);
  });

  it('refuses a parameter that the loss does not depend on', () => {
    const b = new GraphBuilder();
    const [x, y] = ['x', 'y'].map((name) => b.input(name, 'float', []));
    expect(() => differentiate(b, b.unary('exp', x), [x, y])).toThrow('does not depend on parameter 1');
  });
});
