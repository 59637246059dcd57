import { z } from 'zod';
import { commonFields } from '../config-schema.js';
import type { CommonConfig } from '../network-config.js';
import type { NetworkKind } from '../network-kind.js';
import type { StateSpec } from '../network-states.js';
import { uniform, type ParameterSpec } from '../parameter-spec.js';
import { copyingStepper } from '../stepper.js';
import { lstmLayers } from './lstm-layers.js';
import { lstmStep } from './lstm-step.js';

export interface LstmConfig extends CommonConfig {
  readonly kind: 'lstm';
}

/** Gates in the order i, f, g, o; forget gates start open. */
const layerParameters = (layer: number, inputs: number, units: number): readonly ParameterSpec[] => [
  uniform(`lstm${layer}.input`, [inputs, 4 * units], units),
  uniform(`lstm${layer}.recurrent`, [units, 4 * units], units),
  { name: `lstm${layer}.bias`, shape: [4 * units], start: { kind: 'ones', from: units, to: 2 * units } },
];

const eachLayer = <T>({ layers }: LstmConfig, of: (layer: number) => T): readonly T[] =>
  Array.from({ length: layers }, (_, layer) => of(layer));

/** Each layer's h and c. */
const states = (config: LstmConfig): readonly StateSpec[] =>
  eachLayer(config, (layer) => [
    { name: `h${layer}`, width: config.units },
    { name: `c${layer}`, width: config.units },
  ]).flat();

/** Long short-term memory (Hochreiter and Schmidhuber 1997). */
export const lstm: NetworkKind<LstmConfig> = {
  configSchema: z.object({ kind: z.literal('lstm'), ...commonFields }),
  configure: (common) => ({ kind: 'lstm', ...common }),
  parameters: (config) =>
    eachLayer(config, (layer) =>
      layerParameters(layer, layer === 0 ? config.embedding : config.units, config.units),
    ).flat(),
  states,
  maskWidths: (config) => eachLayer(config, () => config.units),
  layers: lstmLayers,
  step: lstmStep,
  stepper: (run, config) => copyingStepper(run, states(config)),
};
