import type { GraphBuilder } from '../graph/graph-builder.js';
import { sizeOf } from '../graph/tensor.js';
import { seedRandom } from '../../shared/random-source.js';
import type { FieldSpec } from '../event-schema.js';
import { fieldsBefore, predictedFields } from './network-config.js';
import { kindOf, type NetworkConfig } from './network-kinds.js';
import { embedding, uniform, zeros, type ParameterSpec, type ParameterTensors } from './parameter-spec.js';
import { relationCount } from './relations.js';

/** Weights by name, as stored in a checkpoint. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** How strongly a head points at each field it can point at; not at all at first. */
const echoParameters = ({ name, echoes = [] }: FieldSpec, headUnits: number): readonly ParameterSpec[] =>
  echoes.length === 0
    ? []
    : [zeros(`head.${name}.echo`, [headUnits, echoes.length]), zeros(`head.${name}.echoBias`, [echoes.length])];

/** How much each relation's features weigh; nothing at first. */
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
  ...kindOf(config).parameters(config),
  ...headParameters(config),
];

/** Random first weights; equal seeds give equal weights. */
export const initialiseWeights = (config: NetworkConfig, seed: number): Map<string, Float32Array> => {
  const random = seedRandom(seed);
  return new Map(
    parametersOf(config).map(({ name, shape, start }) => {
      const values = new Float32Array(sizeOf(shape));
      if (start.kind === 'uniform') values.forEach((_, i) => (values[i] = (2 * random.next() - 1) * start.limit));
      if (start.kind === 'ones') values.fill(1, start.from, start.to);
      return [name, values];
    }),
  );
};

/** Graph inputs for all weights, by name. */
export const parameterInputs = (b: GraphBuilder, config: NetworkConfig): ParameterTensors =>
  new Map(parametersOf(config).map(({ name, shape }) => [name, b.input(name, 'float', shape)]));
