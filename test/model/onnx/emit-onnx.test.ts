import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import { emitOnnx } from '../../../src/model/onnx/emit-onnx.js';
import { messagesAt, numbersAt, readMessage, stringsAt } from '../support/protobuf-reader.js';

/** y = the second half of relu(x·W + 1), x itself under another name, with W bound. */
const smallGraph = (): Uint8Array => {
  const b = new GraphBuilder();
  const x = b.input('x', 'float', [2, 3]);
  const w = b.input('w', 'float', [3, 4]);
  b.input('unused', 'int', [7]);
  const [, half] = b.split(b.unary('relu', b.gemm(x, w, { plus: b.constant(1) })), 1, [2, 2]);
  b.output('y', half);
  b.output('copy', x);
  return emitOnnx(b.build(), new Map([['w', Float32Array.from({ length: 12 }, (_, i) => i / 4)]]));
};

/** Field numbers of onnx.proto. */
const model = { irVersion: 1, producer: 2, graph: 7, opset: 8 };
const graph = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const node = { input: 1, output: 2, opType: 4, attribute: 5 };
const tensor = { dims: 1, dataType: 2, name: 8, rawData: 9 };
const attribute = { name: 1, i: 3, type: 20 };

const bytes = smallGraph();
const [graphBytes] = messagesAt(bytes, model.graph);

describe('an emitted .onnx file', () => {
  it('is the golden file, byte for byte', () => {
    const golden = readFileSync(new URL('../../fixtures/small-graph.onnx', import.meta.url));
    expect(Buffer.from(bytes).equals(golden)).toBe(true);
  });

  it('says which ONNX it is: IR version 8, operator set 17', () => {
    expect(readMessage(bytes).map(({ field }) => field)).toEqual([1, 2, 7, 8]);
    expect(numbersAt(bytes, model.irVersion)).toEqual([8]);
    expect(stringsAt(bytes, model.producer)).toEqual(['music-lstm-daemon']);
    expect(messagesAt(bytes, model.opset).map((opset) => numbersAt(opset, 2))).toEqual([[17]]);
  });

  it('has the operators in order, wired by name', () => {
    const nodes = messagesAt(graphBytes, graph.node).map((n) => [
      stringsAt(n, node.opType)[0],
      stringsAt(n, node.input),
      stringsAt(n, node.output),
    ]);
    const [product, rectified, first] = [nodes[0][2][0], nodes[1][2][0], nodes[2][2][0]];
    expect(nodes).toEqual([
      ['Gemm', ['x', 'w', 'literal0'], [product]],
      ['Relu', [product], [rectified]],
      ['Split', [rectified, 'literal1'], [first, 'y']],
      ['Identity', ['x'], ['copy']],
    ]);
  });

  it('writes attributes with name, value and type', () => {
    const [gemm, , split] = messagesAt(graphBytes, graph.node).map((n) =>
      messagesAt(n, node.attribute).map((a) => [
        stringsAt(a, attribute.name)[0],
        numbersAt(a, attribute.i)[0],
        numbersAt(a, attribute.type)[0],
      ]),
    );
    expect(gemm).toEqual([
      ['transA', 0, 2],
      ['transB', 0, 2],
    ]);
    expect(split).toEqual([['axis', 1, 2]]);
  });

  it('stores literals and bound weights as raw little-endian values with their shapes', () => {
    const stored = messagesAt(graphBytes, graph.initializer).map((t) => ({
      name: stringsAt(t, tensor.name)[0],
      dims: numbersAt(t, tensor.dims),
      type: numbersAt(t, tensor.dataType)[0],
      raw: Buffer.from(messagesAt(t, tensor.rawData)[0]),
    }));
    expect(stored.map(({ name, dims, type }) => ({ name, dims, type }))).toEqual([
      { name: 'literal0', dims: [], type: 1 },
      { name: 'literal1', dims: [2], type: 7 },
      { name: 'w', dims: [3, 4], type: 1 },
    ]);
    expect(stored[0].raw.readFloatLE(0)).toBe(1);
    expect([stored[1].raw.readBigInt64LE(0), stored[1].raw.readBigInt64LE(8)]).toEqual([2n, 2n]);
    expect(Array.from({ length: 12 }, (_, i) => stored[2].raw.readFloatLE(4 * i))).toEqual([
      0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75,
    ]);
  });

  it('declares what is fed and what comes out, and nothing that is bound or unused', () => {
    const declared = (field: number) =>
      messagesAt(graphBytes, field).map((value) => {
        const [type] = messagesAt(messagesAt(value, 2)[0], 1);
        const dims = messagesAt(messagesAt(type, 2)[0], 1).map((dim) => numbersAt(dim, 1)[0]);
        return [stringsAt(value, 1)[0], numbersAt(type, 1)[0], dims];
      });
    expect(declared(graph.input)).toEqual([['x', 1, [2, 3]]]);
    expect(declared(graph.output)).toEqual([
      ['y', 1, [2, 2]],
      ['copy', 1, [2, 3]],
    ]);
  });
});
