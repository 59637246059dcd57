import type { GradientRegion, GraphBuilder } from './graph-builder.js';
import { inputGradients } from './gradient-rules.js';
import type { Tensor } from './tensor.js';

/** Gradients met so far, summed where a tensor is used more than once. */
class GradientTable {
  readonly #builder: GraphBuilder;
  readonly #byId = new Map<number, Tensor>();
  readonly #wanted: ReadonlySet<number>;

  constructor(builder: GraphBuilder, wanted: ReadonlySet<number>) {
    this.#builder = builder;
    this.#wanted = wanted;
  }

  get(tensor: Tensor): Tensor | undefined {
    return this.#byId.get(tensor.id);
  }

  add(tensors: readonly Tensor[], gradients: readonly (Tensor | undefined)[]): void {
    tensors.forEach(({ id }, i) => {
      const gradient = gradients[i];
      if (gradient === undefined || !this.#wanted.has(id)) return;
      const before = this.#byId.get(id);
      this.#byId.set(id, before === undefined ? gradient : this.#builder.add(before, gradient));
    });
  }
}

/** The tensors that depend on any of `parameters`; only these need gradients. */
const dependents = (builder: GraphBuilder, parameters: readonly Tensor[]): ReadonlySet<number> => {
  const found = new Set(parameters.map(({ id }) => id));
  for (const { inputs, outputs } of builder.nodes) {
    if (inputs.some(({ id }) => found.has(id))) for (const { id } of outputs) found.add(id);
  }
  return found;
};

const regionsByEnd = (builder: GraphBuilder): ReadonlyMap<number, GradientRegion> =>
  new Map(builder.regions.map((region) => [region.endNode, region]));

/**
 * Reverse-mode differentiation: appends to the graph the nodes that compute d(loss)/d(parameter), and
 * returns one tensor a parameter, of its shape. The loss has one element. A parameter that the loss does
 * not depend on is a bug of the caller and throws.
 */
export const differentiate = (builder: GraphBuilder, loss: Tensor, parameters: readonly Tensor[]): Tensor[] => {
  const regions = regionsByEnd(builder);
  const table = new GradientTable(builder, dependents(builder, parameters));
  const nodes = [...builder.nodes];
  table.add([loss], [builder.expand(builder.constant(1), loss.shape)]);
  let index = nodes.length;
  while (index > 0) {
    const region = regions.get(index);
    const { inputs, outputs } = region ?? nodes[index - 1];
    // A region may return one tensor under two names (an LSTM's states and last state over one step): count it once.
    const outputGradients = outputs.map((tensor, i) => (outputs.indexOf(tensor) === i ? table.get(tensor) : undefined));
    if (outputGradients.some((gradient) => gradient !== undefined)) {
      const gradients = region
        ? region.backward(builder, outputGradients)
        : inputGradients(builder, nodes[index - 1], outputGradients);
      table.add(inputs, gradients);
    }
    index = region ? region.firstNode : index - 1;
  }
  return parameters.map((parameter, i) => {
    const gradient = table.get(parameter);
    if (gradient === undefined) throw new Error(`the loss does not depend on parameter ${i}`);
    return gradient;
  });
};
