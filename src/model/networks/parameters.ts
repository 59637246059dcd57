import type { GraphBuilder } from '../graph/graph-builder.js';
import { sizeOf, type Tensor } from '../graph/tensor.js';
import { seedRandom } from '../../shared/random-source.js';
import type { FieldSpec } from '../event-schema.js';
import { fieldsBefore, predictedFields, type LstmConfig, type NetworkConfig } from './network-config.js';
import { embedding, uniform, zeros, type ParameterSpec } from './parameter-spec.js';
import { relationCount } from './relations.js';
import { transformerParameters } from './transformer/transformer-parameters.js';

/** Weights by name, as stored in a checkpoint. */
export type Weights = ReadonlyMap<string, Float32Array>;

const lstmParameters = ({ units, layers, embedding }: LstmConfig): ParameterSpec[] =>
  Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) => {
    const inputs = layer === 0 ? embedding : units;
    return [
      uniform(`lstm${layer}.input`, [inputs, 4 * units], units),
      uniform(`lstm${layer}.recurrent`, [units, 4 * units], units),
      { name: `lstm${layer}.bias`, shape: [4 * units], start: { kind: 'forgetOpen' } },
    ];
  });

/** How strongly a head points at each field; initially 0. */
const echoParameters = ({ name, echoes = [] }: FieldSpec, headUnits: number): readonly ParameterSpec[] =>
  echoes.length === 0
    ? []
    : [zeros(`head.${name}.echo`, [headUnits, echoes.length]), zeros(`head.${name}.echoBias`, [echoes.length])];

/** Weights of each relation's features; initially 0. */
const relationParameters = (field: FieldSpec, headUnits: number): readonly ParameterSpec[] => {
  const count = relationCount(field);
  if (count === 0) return [];
  return [zeros(`head.${field.name}.relation`, [headUnits, count]), zeros(`head.${field.name}.relationBias`, [count])];
};

const headParameters = ({ schema, units, headUnits, embedding: width, skip = false }: NetworkConfig): ParameterSpec[] =>
  predictedFields(schema).flatMap(({ field, index }) => [
    uniform(`head.${field.name}.state`, [skip ? units + width : units, headUnits], units),
    zeros(`head.${field.name}.bias`, [headUnits]),
    ...fieldsBefore(schema, index).map((before) =>
      embedding(`head.${field.name}.from.${before.field.name}`, [before.field.size + 1, headUnits], index + 1),
    ),
    uniform(`head.${field.name}.output`, [headUnits, field.size], headUnits),
    zeros(`head.${field.name}.outputBias`, [field.size]),
    ...echoParameters(field, headUnits),
    ...relationParameters(field, headUnits),
  ]);

/** All weights of a network, in a fixed order. */
export const parametersOf = (config: NetworkConfig): readonly ParameterSpec[] => [
  ...config.schema.map(({ name, size }, _index, { length }) =>
    embedding(`embed.${name}`, [size + 1, config.embedding], length),
  ),
  ...(config.kind === 'lstm' ? lstmParameters(config) : transformerParameters(config)),
  ...headParameters(config),
];

/** Random first weights; equal seeds give equal weights. */
export const initialiseWeights = (config: NetworkConfig, seed: number): Map<string, Float32Array> => {
  const random = seedRandom(seed);
  return new Map(
    parametersOf(config).map(({ name, shape, start }) => {
      const values = new Float32Array(sizeOf(shape));
      if (start.kind === 'uniform') values.forEach((_, i) => (values[i] = (2 * random.next() - 1) * start.limit));
      if (start.kind === 'forgetOpen') values.fill(1, config.units, 2 * config.units);
      return [name, values];
    }),
  );
};

/** The graph's tensors of a network's weights, by the names of parametersOf. */
export type ParameterTensors = ReadonlyMap<string, Tensor>;

export const parameter = (parameters: ParameterTensors, name: string): Tensor => {
  const tensor = parameters.get(name);
  if (tensor === undefined) throw new Error(`no parameter ${name}`);
  return tensor;
};

/** Graph inputs for all weights, by name. */
export const parameterInputs = (b: GraphBuilder, config: NetworkConfig): ParameterTensors =>
  new Map(parametersOf(config).map(({ name, shape }) => [name, b.input(name, 'float', shape)]));
