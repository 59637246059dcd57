import { z } from 'zod';
import { sizeOf, type Shape } from '../graph/tensor.js';
import { float16Values, toFloat16 } from './float16.js';

/** How a tensor's numbers are stored. */
export type StoredType = 'F32' | 'F16';

export interface StoredWeights {
  readonly name: string;
  readonly shape: Shape;
  readonly type: StoredType;
  readonly values: Float32Array;
}

/** Bytes other than weights. */
interface StoredBytes {
  readonly name: string;
  readonly shape: Shape;
  readonly type: 'U8';
  readonly values: Uint8Array;
}

export type StoredTensor = StoredWeights | StoredBytes;

export const isWeights = (tensor: StoredTensor): tensor is StoredWeights => tensor.type !== 'U8';

/** The content of a .safetensors file (https://github.com/huggingface/safetensors, format section of its README). */
export interface SafeTensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly StoredTensor[];
}

const BYTES: Record<StoredTensor['type'], number> = { F32: 4, F16: 2, U8: 1 };
/** The format's own limit for the JSON header. */
const MAX_HEADER_BYTES = 100_000_000;

const entrySchema = z.object({
  dtype: z.enum(['F32', 'F16', 'U8']),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) }).catchall(entrySchema);

const writeNumbers = (target: DataView, offset: number, type: StoredType, values: Float32Array): void => {
  values.forEach((value, i) => {
    if (type === 'F32') target.setFloat32(offset + 4 * i, value, true);
    else target.setUint16(offset + 2 * i, toFloat16(value), true);
  });
};

const writeValues = (target: DataView, offset: number, { type, values }: StoredTensor): void => {
  if (type === 'U8') new Uint8Array(target.buffer).set(values, offset);
  else writeNumbers(target, offset, type, values);
};

/** Plain loops: a callback for each of a million weights took half a second. */
const readValues = (source: DataView, offset: number, count: number, type: StoredType): Float32Array => {
  const values = new Float32Array(count);
  if (type === 'F32') {
    for (let i = 0; i < count; i++) values[i] = source.getFloat32(offset + 4 * i, true);
  } else {
    const wide = float16Values();
    for (let i = 0; i < count; i++) values[i] = wide[source.getUint16(offset + 2 * i, true)];
  }
  return values;
};

/** The bytes of a .safetensors file. Equal content gives equal bytes. */
export const encodeSafeTensors = ({ metadata, tensors }: SafeTensors): Uint8Array => {
  let end = 0;
  const entries = tensors.map(({ name, shape, type, values }) => {
    const start = end;
    end += values.length * BYTES[type];
    return [name, { dtype: type, shape, data_offsets: [start, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const unpadded = new TextEncoder().encode(json);
  const headerLength = Math.ceil(unpadded.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.set(unpadded, 8);
  tensors.forEach((tensor, i) => {
    writeValues(view, 8 + headerLength + entries[i][1].data_offsets[0], tensor);
  });
  return bytes;
};

/** Position of header and data; throws a RangeError that names the fault. */
const layout = (bytes: Uint8Array): { readonly header: unknown; readonly dataStart: number } => {
  if (bytes.length < 8) throw new RangeError(`it has only ${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(Math.min(bytes.length - 8, MAX_HEADER_BYTES))) throw new RangeError('its header is cut off');
  const dataStart = 8 + Number(length);
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, dataStart)));
    return { header, dataStart };
  } catch (cause) {
    throw new RangeError('its header is not JSON', { cause });
  }
};

const readTensor = (data: DataView, name: string, entry: z.infer<typeof entrySchema>): StoredTensor => {
  const {
    dtype: type,
    shape,
    data_offsets: [start, end],
  } = entry;
  const count = sizeOf(shape);
  if (end - start !== count * BYTES[type]) throw new RangeError(`tensor ${name} does not fill its shape`);
  if (type !== 'U8') return { name, shape, type, values: readValues(data, start, count, type) };
  return { name, shape, type, values: new Uint8Array(data.buffer, data.byteOffset + start, count).slice() };
};

/** Bytes of a file up to the end of its header, from its first eight; throws a RangeError where that cannot be. */
export const headerEnd = (start: Uint8Array): number => {
  if (start.length < 8) throw new RangeError(`it has only ${start.length} bytes`);
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) throw new RangeError('its header is cut off');
  return 8 + Number(length);
};

/** The metadata alone, from the bytes up to the end of the header; throws a RangeError that says what is wrong. */
export const decodeMetadata = (bytes: Uint8Array): SafeTensors['metadata'] => {
  const parsed = headerSchema.safeParse(layout(bytes).header);
  if (!parsed.success) throw new RangeError('its header does not describe tensors');
  return parsed.data.__metadata__;
};

/** Where a tensor of bytes lies in a file. */
export interface PlaceOfBytes {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** The tensors of bytes, from the bytes up to the end of the header; throws a RangeError that says what is wrong. */
export const placesOfBytes = (bytes: Uint8Array): PlaceOfBytes[] => {
  const { header, dataStart } = layout(bytes);
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new RangeError('its header does not describe tensors');
  const { __metadata__: _metadata, ...entries } = parsed.data;
  return Object.entries(entries).flatMap(
    ([
      name,
      {
        dtype,
        data_offsets: [start, end],
      },
    ]) => (dtype === 'U8' ? [{ name, start: dataStart + start, length: end - start }] : []),
  );
};

/** Tensors that share bytes could fill the memory from a small file. */
const checkPlaces = (entries: Readonly<Record<string, z.infer<typeof entrySchema>>>, bytes: number): void => {
  let total = 0;
  for (const [
    name,
    {
      data_offsets: [start, end],
    },
  ] of Object.entries(entries)) {
    if (end > bytes) throw new RangeError(`tensor ${name} is cut off`);
    total += end - start;
  }
  if (total > bytes) throw new RangeError('its tensors overlap');
};

/** Reads a .safetensors file; throws a RangeError that says what is wrong with it. Half precision is widened. */
export const decodeSafeTensors = (bytes: Uint8Array): SafeTensors => {
  const { header, dataStart } = layout(bytes);
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw new RangeError('its header does not describe tensors');
  const { __metadata__: metadata, ...entries } = parsed.data;
  const data = new DataView(bytes.buffer, bytes.byteOffset + dataStart, bytes.length - dataStart);
  checkPlaces(entries, data.byteLength);
  return { metadata, tensors: Object.entries(entries).map(([name, entry]) => readTensor(data, name, entry)) };
};
