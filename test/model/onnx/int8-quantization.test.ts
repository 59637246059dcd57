import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/model/graph/graph-builder.js';
import { emitOnnx } from '../../../src/model/onnx/emit-onnx.js';
import { quantizeInt8 } from '../../../src/model/onnx/int8-quantization.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { messagesAt, numbersAt, stringsAt } from '../support/protobuf-reader.js';
import { uniformValues } from '../support/random-values.js';

const ROWS = 64;
const COLUMNS = 48;

/** What a code of a column and row stands for. */
const decoded = ({ codes, scales }: ReturnType<typeof quantizeInt8>, rows: number, columns: number): Float32Array => {
  const values = new Float32Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const code = column * rows + row;
      values[row * columns + column] = (codes[code] - 128) * scales[Math.floor(code / 32)];
    }
  }
  return values;
};

describe('weights in 8 bits', () => {
  it('are never further off than half a step of their block, and 0 stays 0', () => {
    const matrix = fc.float32Array({ minLength: 96, maxLength: 96, min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(matrix, (values) => {
        const coarse = quantizeInt8(values, 32, 3);
        decoded(coarse, 32, 3).forEach((value, i) => {
          expect(Math.abs(value - values[i])).toBeLessThanOrEqual(coarse.scales[i % 3] * 0.5001);
          if (values[i] === 0) expect(value).toBe(0);
        });
      }),
    );
  });

  it('stand in place of the floats where products can take them, and nowhere else', () => {
    const b = new GraphBuilder();
    const wide = b.gemm(b.input('x', 'float', [1, 32]), b.input('whole', 'float', [32, 5]), {
      plus: b.input('bias', 'float', [5]),
    });
    b.output('y', b.gemm(wide, b.input('odd', 'float', [5, 2])));
    const bound = new Map([
      ['whole', new Float32Array(160)],
      ['bias', new Float32Array(5)],
      ['odd', new Float32Array(10)],
    ]);
    const bytes = emitOnnx(b.build(), bound, { eightBits: true });
    const [graph] = messagesAt(bytes, 7);

    expect(messagesAt(graph, 1).map((node) => [stringsAt(node, 4)[0], stringsAt(node, 7)[0] ?? ''])).toEqual([
      ['MatMulNBits', 'com.microsoft'],
      ['Add', ''],
      ['Gemm', ''],
    ]);
    const stored = messagesAt(graph, 5).map((tensor) => [stringsAt(tensor, 8)[0], numbersAt(tensor, 2)[0]]);
    expect(stored).toEqual([
      ['bias', 1],
      ['odd', 1],
      ['whole_codes', 2],
      ['whole_scales', 1],
    ]);
  });

  it('multiply as floats do, but for one part in a hundred', async () => {
    const random = seedRandom(3);
    const [x, weights] = [uniformValues(random, ROWS, -1, 1), uniformValues(random, ROWS * COLUMNS, -1, 1)];
    const b = new GraphBuilder();
    b.output('y', b.gemm(b.input('x', 'float', [1, ROWS]), b.input('w', 'float', [ROWS, COLUMNS])));
    const engine = onnxEngine((await loadOnnxRuntime('native')).api, 'test', 1, { eightBits: true });
    const load = (eightBits: boolean) => engine.load(b.build(), new Map([['w', weights]]), { eightBits });
    const [fine, coarse] = await Promise.all([load(false), load(true)]);
    const [exact, rounded] = [(await fine.run({ x })).y, (await coarse.run({ x })).y];

    const size = (values: Float32Array): number => Math.hypot(...values);
    const error = size(rounded.map((value, i) => value - exact[i])) / size(exact);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.01);
  });
});
