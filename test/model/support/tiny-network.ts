import { absentId } from '../../../src/model/event-schema.js';
import { lossGraph, type WindowShape } from '../../../src/model/networks/network-graphs.js';
import type { NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { parametersOf } from '../../../src/model/networks/parameters.js';
import { sizeOf } from '../../../src/model/graph/tensor.js';
import type { TensorData } from '../../../src/model/runtimes/program.js';
import { nextInt, seedRandom, type RandomSource } from '../../../src/shared/random-source.js';
import { uniformValues } from './random-values.js';

/** Two layers, a given field between two predicted ones: small enough for finite differences of every weight. */
export const tinyNetwork: NetworkConfig = {
  kind: 'lstm',
  schema: [
    { name: 'wait', size: 3, role: 'predicted' },
    { name: 'beat', size: 2, role: 'given' },
    { name: 'what', size: 4, role: 'predicted' },
  ],
  embedding: 3,
  units: 2,
  layers: 2,
  headUnits: 3,
  skip: true,
};

/** One whose second field points at two given ones, which are known before the first though their columns come last. */
export const pointingNetwork: NetworkConfig = {
  ...tinyNetwork,
  layers: 1,
  schema: [
    { name: 'wait', size: 3, role: 'predicted' },
    { name: 'beat', size: 2, role: 'given' },
    { name: 'what', size: 4, role: 'predicted', echoes: ['recalled', 'shifted'] },
    { name: 'recalled', size: 4, role: 'given', knownBefore: 'wait' },
    { name: 'shifted', size: 4, role: 'given', knownBefore: 'what' },
  ],
};

/** One whose second field stands in all kinds of relations to given ones; its last id stands in none. */
export const relatingNetwork: NetworkConfig = {
  ...tinyNetwork,
  layers: 1,
  schema: [
    { name: 'wait', size: 3, role: 'predicted' },
    {
      name: 'what',
      size: 7,
      role: 'predicted',
      relations: {
        below: 6,
        features: [
          { kind: 'near', column: 'last', offsets: [-1, 0, 2], beyond: true },
          { kind: 'residue', column: 'tone', modulus: 4, distances: [0, 3] },
          { kind: 'residues', columns: ['low', 'high'], bits: 2 },
        ],
      },
    },
    { name: 'last', size: 6, role: 'given', knownBefore: 'what', heads: ['what'] },
    { name: 'tone', size: 4, role: 'given', knownBefore: 'what', heads: [] },
    { name: 'low', size: 4, role: 'given', knownBefore: 'what', heads: ['what'] },
    { name: 'high', size: 4, role: 'given', knownBefore: 'what', heads: ['what'] },
  ],
};

/** A Transformer as small, whose memory is longer than one window of the tests and shorter than two. */
export const tinyTransformer: NetworkConfig = {
  ...tinyNetwork,
  kind: 'transformer',
  units: 4,
  heads: 2,
  context: 5,
};

/** The proportions of a real network at a tenth of its size. */
export const middleNetwork: NetworkConfig = {
  kind: 'lstm',
  schema: [
    { name: 'wait', size: 24, role: 'predicted' },
    { name: 'beat', size: 12, role: 'given' },
    { name: 'what', size: 60, role: 'predicted' },
    { name: 'duration', size: 30, role: 'predicted' },
    { name: 'velocity', size: 16, role: 'predicted' },
  ],
  embedding: 24,
  units: 32,
  layers: 2,
  headUnits: 24,
};

export const middleTransformer: NetworkConfig = { ...middleNetwork, kind: 'transformer', heads: 4, context: 9 };

/** (fields, rows) of ids; one in eight is absent. */
const eventIds = ({ schema }: NetworkConfig, rows: number, random: RandomSource): Int32Array =>
  Int32Array.from(
    schema.flatMap((field) =>
      Array.from({ length: rows }, () => (nextInt(random, 8) === 0 ? absentId(field) : nextInt(random, field.size))),
    ),
  );

/** A mask that keeps three in four, scaled so that the mean stays. */
const dropoutMask = (random: RandomSource, count: number): Float32Array =>
  Float32Array.from({ length: count }, () => (random.next() < 0.25 ? 0 : 4 / 3));

/** Random weights as large as trained ones, biases included, so that no gradient hides behind a zero. */
export const randomWeights = (config: NetworkConfig, seed: number): Map<string, Float32Array> => {
  const random = seedRandom(seed);
  return new Map(
    parametersOf(config).map(({ name, shape }) => [name, uniformValues(random, sizeOf(shape), -0.6, 0.6)]),
  );
};

/** Everything lossGraph takes: random events, some of them absent, dropout on, one row at the start of a piece. */
export const windowFeeds = (config: NetworkConfig, window: WindowShape, seed: number): Record<string, TensorData> => {
  const random = seedRandom(seed);
  const rows = window.steps * window.batch;
  const weights = randomWeights(config, seed + 1);
  const feedFor = (name: string, count: number): TensorData => {
    if (name === 'ids' || name === 'targets') return eventIds(config, rows, random);
    if (name === 'carry') return new Float32Array(count).fill(1).fill(0, 0, 1);
    if (name === 'heard') return Float32Array.from({ length: count }, () => nextInt(random, 2));
    if (name === 'lossScale') return Float32Array.of(1 / rows);
    return name.startsWith('dropout') ? dropoutMask(random, count) : uniformValues(random, count);
  };
  return Object.fromEntries(
    lossGraph(config, window).inputs.map(({ name, tensor }) => [
      name,
      weights.get(name) ?? feedFor(name, sizeOf(tensor.shape)),
    ]),
  );
};

/** Zero moments and the scalars of Adam's first step. */
export const zeroMoments = (config: NetworkConfig): Record<string, Float32Array> =>
  Object.fromEntries(
    parametersOf(config).flatMap(({ name, shape }) =>
      ['m', 'v'].map((moment) => [`${moment}.${name}`, new Float32Array(sizeOf(shape))]),
    ),
  );
