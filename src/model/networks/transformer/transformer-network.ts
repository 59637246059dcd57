import { z } from 'zod';
import { commonFields } from '../config-schema.js';
import type { NetworkKind } from '../network-kind.js';
import type { StateSpec } from '../network-states.js';
import { uniform, type ParameterSpec } from '../parameter-spec.js';
import { configureTransformer, headsFit, headWidth, type TransformerConfig } from './transformer-config.js';
import { transformerLayers } from './transformer-layers.js';
import { transformerStepper } from './transformer-stepper.js';

/** Events that a Transformer looks back on; no file bounds them, and memory is laid out for all. */
const LONGEST_CONTEXT = 65_536;

/** Width of the hidden layer after each attention, in widths of the network. */
const WIDENING = 4;

/**
 * Weights of one layer. Queries of all heads, the key and the value come of one matrix; all heads share keys and
 * values (Shazeer 2019). What adds to the residual stream starts small, so that its sum over the layers does not grow.
 */
const layerParameters = (config: TransformerConfig, layer: number): readonly ParameterSpec[] => {
  const { units, layers } = config;
  const attended = units + 2 * headWidth(config);
  const hidden = WIDENING * units;
  return [
    uniform(`block${layer}.attend`, [units, attended], units),
    uniform(`block${layer}.join`, [units, units], 2 * layers * units),
    uniform(`block${layer}.widen`, [units, hidden], units),
    uniform(`block${layer}.narrow`, [hidden, units], 2 * layers * hidden),
  ];
};

const eachLayer = <T>({ layers }: TransformerConfig, of: (layer: number) => T): readonly T[] =>
  Array.from({ length: layers }, (_, layer) => of(layer));

/**
 * Each layer's keys and values of the last `context` events; `heard`, 1 for each of these events that is of the piece;
 * and `turn`, how far the next event's key is turned: cosines less 1, and sines.
 */
const states = (config: TransformerConfig): readonly StateSpec[] => {
  const width = headWidth(config);
  const cached = config.context * width;
  return [
    ...eachLayer(config, (layer) => [
      { name: `keys${layer}`, width: cached },
      { name: `values${layer}`, width: cached },
    ]).flat(),
    { name: 'heard', width: config.context },
    { name: 'turn', width },
  ];
};

/** A decoder-only Transformer (Vaswani et al. 2017), with a cache of keys and values for its memory. */
export const transformer: NetworkKind<TransformerConfig> = {
  configSchema: z
    .object({
      kind: z.literal('transformer'),
      ...commonFields,
      heads: z.int().positive(),
      context: z.int().positive().max(LONGEST_CONTEXT),
    })
    .refine(headsFit, 'the heads do not fit the width'),
  configure: configureTransformer,
  parameters: (config) => [
    uniform('enter', [config.embedding, config.units], config.embedding),
    ...eachLayer(config, (layer) => layerParameters(config, layer)).flat(),
  ],
  states,
  maskWidths: ({ layers, units }) => Array<number>(2 * layers).fill(units), // one after each half of a layer
  layers: transformerLayers,
  step: transformerLayers,
  stepper: transformerStepper,
};
