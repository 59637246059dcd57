import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { networkRows } from '../../src/encoding/piano/network-row.js';
import { decodeCheckpoint, type Checkpoint } from '../../src/model/checkpoint/checkpoint.js';
import type { EventSequence } from '../../src/model/event-schema.js';
import { predictedFields } from '../../src/model/networks/network-config.js';
import { onnxEngine } from '../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../src/model/runtimes/onnx-loader.js';
import { loadEventModel } from '../../src/model/sampling/event-model.js';

const shipped = async (name: string): Promise<Checkpoint> => {
  const file = fileURLToPath(new URL(`../../models/${name}.safetensors`, import.meta.url));
  return decodeCheckpoint(new Uint8Array(await readFile(file)), file);
};

const natsOf = (logits: Float32Array, id: number): number => {
  const top = Math.max(...logits);
  return top + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0)) - logits[id];
};

/** Nats of all fields of some music, heard event by event. */
const cost = async (
  { card: { network }, weights }: Checkpoint,
  music: readonly EventSequence[],
  eightBits: boolean,
): Promise<number> => {
  const engine = onnxEngine((await loadOnnxRuntime('native')).api, 'test', 1, { eightBits });
  const model = await loadEventModel(engine, network, weights);
  const width = network.schema.length;
  let nats = 0;
  for (const { ids, length } of music) {
    let state = await model.advance(ids.subarray(0, width));
    for (let at = width; at < length * width; at += width) {
      const row = ids.subarray(at, at + width);
      for (const place of predictedFields(network.schema)) {
        const logits = model.logits(state, place, row);
        if (row[place.index] < logits.length) nats += natsOf(logits, row[place.index]);
      }
      state = await model.advance(row, state);
    }
  }
  await model.close();
  return nats;
};

describe('a shipped model with weights in 8 bits', () => {
  it.each(['base'])('finds its music as likely as with floats (%s)', async (name) => {
    const checkpoint = await shipped(name);
    const music = checkpoint.card.excerpts.slice(0, 10).map(({ ids }) => {
      const written = { ids: Int32Array.from(ids), length: ids.length / pianoSchema.length };
      return networkRows(checkpoint.card.network.schema, written);
    });
    const [fine, coarse] = [await cost(checkpoint, music, false), await cost(checkpoint, music, true)];

    expect(coarse).not.toBe(fine);
    expect(Math.abs(coarse / fine - 1)).toBeLessThan(0.005);
  });
});
