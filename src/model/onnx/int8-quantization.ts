import type { OnnxNode, OnnxTensor } from './onnx-proto.js';

/** Numbers that share a scale. */
const BLOCK = 32;

/** The zero point. */
const ZERO = 128;

/** The domain of the operator; it is ONNX Runtime's own. */
export const RUNTIME_DOMAIN = { name: 'com.microsoft', version: 1 };

/** Weights of a graph, (rows, columns). */
export interface WeightMatrix {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A matrix of weights, (rows, columns), as the right factor of a product: each column in blocks of its rows. */
export interface Int8Matrix {
  /** (columns, blocks, BLOCK) */
  readonly codes: Uint8Array;
  /** (columns, blocks): what one step of a block's codes is worth. */
  readonly scales: Float32Array;
}

/** Whether the columns of a matrix fall into whole blocks. */
export const fillsBlocks = (rows: number): boolean => rows % BLOCK === 0;

/** Rounds to 8 bits; in each block the number furthest from 0 becomes 127 steps. */
export const quantizeInt8 = (values: Float32Array, rows: number, columns: number): Int8Matrix => {
  const codes = new Uint8Array(values.length);
  const scales = new Float32Array(values.length / BLOCK);
  let code = 0;
  for (let column = 0; column < columns; column++) {
    for (let start = 0; start < rows; start += BLOCK) {
      let largest = 0;
      for (let row = start; row < start + BLOCK; row++) {
        largest = Math.max(largest, Math.abs(values[row * columns + column]));
      }
      const scale = largest > 0 ? largest / 127 : 1;
      scales[code / BLOCK] = scale;
      for (let row = start; row < start + BLOCK; row++) {
        codes[code++] = ZERO + Math.round(values[row * columns + column] / scale);
      }
    }
  }
  return { codes, scales };
};

/**
 * a·weights with the runtime's MatMulNBits (its ContribOperators.md): a is rounded to 8 bits as well, block by
 * block, sums are 32-bit integers.
 */
export const int8Product = (
  a: string,
  weights: WeightMatrix,
  output: string,
): { readonly nodes: readonly OnnxNode[]; readonly tensors: readonly OnnxTensor[] } => {
  const [rows, columns] = weights.shape;
  const { codes, scales } = quantizeInt8(weights.values, rows, columns);
  const names = [`${weights.name}_codes`, `${weights.name}_scales`];
  const integers = { K: rows, N: columns, bits: 8, block_size: BLOCK, accuracy_level: 4 };
  return {
    nodes: [
      {
        type: 'MatMulNBits',
        domain: RUNTIME_DOMAIN.name,
        inputs: [a, ...names],
        outputs: [output],
        attributes: Object.entries(integers).map(([name, value]) => ({ name, value })),
      },
    ],
    tensors: [
      { name: names[0], shape: [columns, rows / BLOCK, BLOCK], values: codes },
      { name: names[1], shape: [columns, rows / BLOCK], values: scales },
    ],
  };
};
