import { PbfWriter } from 'pbf';
import type { DType, Shape } from '../graph/tensor.js';

/**
 * The part of onnx.proto (ONNX IR version 8) that our graphs need, as plain data and as protobuf bytes.
 * Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array | BigInt64Array | Int32Array | Uint8Array;
}

export type OnnxAttribute = { readonly name: string; readonly value: number | readonly number[] };

export interface OnnxNode {
  readonly type: string;
  /** Domain of the operator; the standard's by default. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integers only: our operators need no others. */
  readonly attributes?: readonly OnnxAttribute[];
}

export interface OnnxValue {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

export interface OnnxModel {
  readonly opset: number;
  /** Operators beyond the standard's, each with its version. */
  readonly domains?: readonly { readonly name: string; readonly version: number }[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

const IR_VERSION = 8;
const FLOAT = 1;
const UINT8 = 2;
const INT32 = 6;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

const elementType = (values: OnnxTensor['values']): number => {
  if (values instanceof Float32Array) return FLOAT;
  if (values instanceof Uint8Array) return UINT8;
  return values instanceof Int32Array ? INT32 : INT64;
};

const writeTensor = (tensor: OnnxTensor, pbf: PbfWriter): void => {
  for (const n of tensor.shape) pbf.writeVarintField(1, n);
  pbf.writeVarintField(2, elementType(tensor.values));
  pbf.writeStringField(8, tensor.name);
  const { buffer, byteOffset, byteLength } = tensor.values;
  pbf.writeBytesField(9, new Uint8Array(buffer, byteOffset, byteLength));
};

const writeAttribute = ({ name, value }: OnnxAttribute, pbf: PbfWriter): void => {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') pbf.writeVarintField(3, value);
  else for (const item of value) pbf.writeVarintField(8, item);
  pbf.writeVarintField(20, typeof value === 'number' ? ATTRIBUTE_INT : ATTRIBUTE_INTS);
};

const writeNode = (node: OnnxNode, pbf: PbfWriter): void => {
  for (const name of node.inputs) pbf.writeStringField(1, name);
  for (const name of node.outputs) pbf.writeStringField(2, name);
  pbf.writeStringField(4, node.type);
  for (const attribute of node.attributes ?? []) pbf.writeMessage(5, writeAttribute, attribute);
  if (node.domain !== undefined) pbf.writeStringField(7, node.domain);
};

const writeShape = (shape: Shape, pbf: PbfWriter): void => {
  for (const n of shape) pbf.writeMessage(1, (size, dim) => dim.writeVarintField(1, size), n);
};

const writeTensorType = (value: OnnxValue, pbf: PbfWriter): void => {
  pbf.writeVarintField(1, value.dtype === 'float' ? FLOAT : INT32);
  pbf.writeMessage(2, writeShape, value.shape);
};

const writeValue = (value: OnnxValue, pbf: PbfWriter): void => {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, (v, type) => type.writeMessage(1, writeTensorType, v), value);
};

const writeGraph = (model: OnnxModel, pbf: PbfWriter): void => {
  for (const node of model.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, 'music-lstm-daemon');
  for (const tensor of model.initializers) pbf.writeMessage(5, writeTensor, tensor);
  for (const value of model.inputs) pbf.writeMessage(11, writeValue, value);
  for (const value of model.outputs) pbf.writeMessage(12, writeValue, value);
};

const writeOperatorSet = ({ name, version }: { name: string; version: number }, pbf: PbfWriter): void => {
  if (name !== '') pbf.writeStringField(1, name);
  pbf.writeVarintField(2, version);
};

/** The bytes of an .onnx file. */
export const onnxBytes = (model: OnnxModel): Uint8Array => {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'music-lstm-daemon');
  pbf.writeMessage(7, writeGraph, model);
  for (const domain of [{ name: '', version: model.opset }, ...(model.domains ?? [])]) {
    pbf.writeMessage(8, writeOperatorSet, domain);
  }
  return pbf.finish();
};
