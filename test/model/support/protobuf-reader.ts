/** One field of a protobuf message as it stands on the wire. */
export interface WireField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/**
 * Cuts a message into its fields, by the wire format alone (varints and length-delimited values; ours has no others).
 * Written from the specification, to check bytes that a library wrote.
 */
export const readMessage = (bytes: Uint8Array): readonly WireField[] => {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const fields: WireField[] = [];
  while (at < bytes.length) {
    const key = varint();
    const [field, wireType] = [Math.floor(key / 8), key % 8];
    if (wireType !== 0 && wireType !== 2) throw new Error(`wire type ${wireType} at byte ${at}`);
    if (wireType === 0) fields.push({ field, value: varint() });
    else {
      const length = varint();
      if (at + length > bytes.length) throw new Error(`field ${field} runs past the end`);
      fields.push({ field, value: bytes.slice(at, (at += length)) });
    }
  }
  return fields;
};

const valuesOf = (message: Uint8Array, field: number): readonly WireField['value'][] =>
  readMessage(message)
    .filter((entry) => entry.field === field)
    .map(({ value }) => value);

export const messagesAt = (message: Uint8Array, field: number): readonly Uint8Array[] =>
  valuesOf(message, field).filter((value) => value instanceof Uint8Array);

export const stringsAt = (message: Uint8Array, field: number): readonly string[] =>
  messagesAt(message, field).map((bytes) => Buffer.from(bytes).toString('utf8'));

export const numbersAt = (message: Uint8Array, field: number): readonly number[] =>
  valuesOf(message, field).filter((value) => typeof value === 'number');
