import type { TransformerConfig } from '../network-config.js';
import { uniform, type ParameterSpec } from '../parameter-spec.js';

/** Width of the hidden layer after each attention, in widths of the network. */
const WIDENING = 4;

/** Width of one attention head, of the keys and of the values. */
export const headWidth = ({ units, heads }: TransformerConfig): number => units / heads;

/**
 * Weights of the layers. One matrix gives the queries of all heads, the key and the value; all heads share keys and
 * values (Shazeer 2019). Matrices that add to the residual stream start small, so that its sum over the layers does not
 * grow.
 */
export const transformerParameters = (config: TransformerConfig): readonly ParameterSpec[] => {
  const { units, layers, embedding } = config;
  const attended = units + 2 * headWidth(config);
  const hidden = WIDENING * units;
  return [
    uniform('enter', [embedding, units], embedding),
    ...Array.from({ length: layers }, (_, layer) => [
      uniform(`block${layer}.attend`, [units, attended], units),
      uniform(`block${layer}.join`, [units, units], 2 * layers * units),
      uniform(`block${layer}.widen`, [units, hidden], units),
      uniform(`block${layer}.narrow`, [hidden, units], 2 * layers * hidden),
    ]).flat(),
  ];
};
