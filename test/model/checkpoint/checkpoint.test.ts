import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from '../../../src/model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../../src/model/checkpoint/model-card.js';
import { decodeSafeTensors, encodeSafeTensors } from '../../../src/model/checkpoint/safetensors.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';

const card: ModelCard = {
  format: 'music-lstm-daemon/1',
  name: 'Tiny',
  encoding: 'test/1',
  network: {
    kind: 'lstm',
    schema: [
      { name: 'place', size: 2, role: 'given' },
      { name: 'what', size: 3, role: 'predicted' },
    ],
    embedding: 2,
    units: 2,
    layers: 1,
    headUnits: 2,
  },
  composers: ['Nobody'],
  hearsPlayer: false,
  training: { works: 1, notes: 2, passes: 3, seconds: 4, seed: 5, engine: 'none', provenance: '' },
  validation: null,
  excerpts: [],
};
const weights = initialiseWeights(card.network, 1);

describe('checkpoint', () => {
  it('gives back its card, and its weights exactly in F32', () => {
    const read = decodeCheckpoint(encodeCheckpoint({ card, weights }, 'F32'), 'tiny');
    expect(read.card).toEqual(card);
    expect(read.weights).toEqual(weights);
  });

  it('keeps weights to three digits in F16, and saving them again changes nothing', () => {
    const once = decodeCheckpoint(encodeCheckpoint({ card, weights }), 'tiny');
    const twice = decodeCheckpoint(encodeCheckpoint(once), 'tiny');
    expect(twice.weights).toEqual(once.weights);
    for (const [name, values] of weights) {
      once.weights.get(name)?.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(1e-3));
    }
  });

  it('is refused when any byte is changed or missing', () => {
    const bytes = encodeCheckpoint({ card, weights });
    for (let i = 8; i < bytes.length; i += 7) {
      const damaged = bytes.slice();
      damaged[i] ^= 0x10;
      expect(() => decodeCheckpoint(damaged, 'tiny'), `byte ${i}`).toThrow(CheckpointError);
      expect(() => decodeCheckpoint(bytes.subarray(0, i), 'tiny')).toThrow(CheckpointError);
    }
  });

  it('is refused when it is somebody else’s file', () => {
    const foreign = encodeSafeTensors({ metadata: {}, tensors: [] });
    expect(() => decodeCheckpoint(foreign, 'foreign.safetensors')).toThrow(
      'Model foreign.safetensors cannot be used: it is not a model of this program.',
    );
    expect(() => decodeCheckpoint(new TextEncoder().encode('<!DOCTYPE html><html></html>'), 'page')).toThrow(
      CheckpointError,
    );
  });

  it('is refused when a later version describes itself in a way not known here', () => {
    const { metadata, tensors } = decodeSafeTensors(encodeCheckpoint({ card, weights }));
    const later = metadata.card.replace('music-lstm-daemon/1', 'music-lstm-daemon/9');
    const bytes = encodeSafeTensors({ metadata: { ...metadata, card: later }, tensors });
    expect(() => decodeCheckpoint(bytes, 'later')).toThrow(
      /description is not one that this version reads \(format must be music-lstm-daemon\/1\)/,
    );
  });

  /** The same weights with another description, and its right checksum. */
  const described = (network: object): Uint8Array => {
    const { tensors } = decodeSafeTensors(encodeCheckpoint({ card, weights }, 'F32'));
    const json = JSON.stringify({ ...card, network: { ...card.network, ...network } });
    const hash = createHash('sha256').update(json);
    for (const { name, values } of tensors) {
      hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    return encodeSafeTensors({ metadata: { card: json, sha256: hash.digest('hex') }, tensors });
  };

  it.each([
    { layers: 2 ** 31 },
    { units: 2 ** 31 },
    { embedding: 2 ** 31 },
    { headUnits: 2 ** 31 },
    { schema: [{ name: 'what', size: 2 ** 31, role: 'predicted' }] },
    { kind: 'transformer', units: 2, heads: 1, context: 2 ** 31 },
  ])('is refused at once where it describes a larger network than its file holds: %j', (network) => {
    expect(() => decodeCheckpoint(described(network), 'huge')).toThrow(CheckpointError);
  });

  it('is refused where its tensors share their bytes, which would fill the memory', () => {
    const header = { dtype: 'F32', shape: [256], data_offsets: [0, 1024] };
    const entries = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`t${i}`, header]));
    const json = Buffer.from(JSON.stringify({ __metadata__: {}, ...entries }));
    const bytes = Buffer.alloc(8 + json.length + 1024);
    bytes.writeBigUInt64LE(BigInt(json.length));
    json.copy(bytes, 8);
    expect(() => decodeSafeTensors(bytes)).toThrow(/overlap/);
  });

  it('keeps its excerpts, and is refused where their ids are none', () => {
    const excerpt = { source: 'a.mid', composer: 'Nobody', bpm: 90, numerator: 4, denominator: 4, ids: [0, 3, 1, 2] };
    const bytes = encodeCheckpoint({ card: { ...card, excerpts: [excerpt] }, weights });
    expect(decodeCheckpoint(bytes, 'tiny').card.excerpts).toEqual([excerpt]);

    const { metadata, tensors } = decodeSafeTensors(bytes);
    for (const ids of ['[0,-3]', '[0,1.5]', '[null]', '"0"']) {
      const broken = { ...metadata, card: metadata.card.replace('[0,3,1,2]', ids) };
      expect(() => decodeCheckpoint(encodeSafeTensors({ metadata: broken, tensors }), 'x')).toThrow(/excerpts\.0\.ids/);
    }
  });
});
