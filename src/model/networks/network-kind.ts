import type { z } from 'zod';
import type { GraphBuilder } from '../graph/graph-builder.js';
import type { Tensor } from '../graph/tensor.js';
import type { CommonConfig } from './network-config.js';
import type { StateSpec, StateTensors } from './network-states.js';
import type { ParameterSpec, ParameterTensors } from './parameter-spec.js';
import type { RunStep, Stepper } from './stepper.js';

/** What the part between embedding and heads is given. */
export interface BackboneInputs {
  readonly parameters: ParameterTensors;
  /** Embedded events, (steps·batch, embedding), time-major. */
  readonly x: Tensor;
  readonly states: StateTensors;
  /** Dropout masks, in the order of dropoutMasks; none where nothing is dropped. */
  readonly masks?: readonly Tensor[] | undefined;
}

/** What the part between embedding and heads gives. */
export interface Backbone {
  /** What the heads read, as columns: (units, steps·batch), with `skip` (units + embedding, steps·batch). */
  readonly top: Tensor;
  /** All states after the window. */
  readonly after: StateTensors;
  /** What of them is new, where the rest is what it was: a cache grows by it. */
  readonly appended: StateTensors;
}

/**
 * All that one kind of network is: what lies between embedding and heads, and how it is configured and sampled.
 * Embedding, heads, losses, training, checkpoints and export are the same for all kinds.
 */
export interface NetworkKind<Config extends CommonConfig> {
  /** As a checkpoint stores the config. */
  readonly configSchema: z.ZodType<Config> & z.core.$ZodTypeDiscriminable;
  /** The config with sizes that only this kind has, by the names of its hyperparameters; throws where they do not fit. */
  configure(common: CommonConfig, sizes: Readonly<Record<string, number>>): Config;
  /** Weights of its layers, in the order in which a checkpoint stores them. */
  parameters(config: Config): readonly ParameterSpec[];
  states(config: Config): readonly StateSpec[];
  /** Widths of the dropout masks between that of the embedding and that of the heads. */
  maskWidths(config: Config): readonly number[];
  /** A window of events. */
  layers(b: GraphBuilder, config: Config, inputs: BackboneInputs): Backbone;
  /** One event alone, (1, embedding), in the form that is fastest for it. Says what `layers` says of a window of one. */
  step(b: GraphBuilder, config: Config, inputs: BackboneInputs): Backbone;
  /** How it is sampled: keeps the states from one event to the next. */
  stepper(run: RunStep, config: Config): Stepper;
}
