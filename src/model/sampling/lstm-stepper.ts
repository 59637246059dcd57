import type { LstmConfig } from '../networks/network-config.js';
import { networkStates } from '../networks/network-states.js';
import type { Program } from '../runtimes/engine.js';
import type { Steps } from './network-state.js';

/** Steps of an LSTM: its state is small, so each one is a copy. */
export const lstmStepper = (step: Program, config: LstmConfig): Steps => {
  const specs = networkStates(config);
  return async (event, state) => {
    const memory: Record<string, Float32Array> = {};
    for (const { name, width } of specs) memory[name] = state?.memory[name] ?? new Float32Array(width);
    const results = await step.run({ ...event, ...memory });
    return {
      memory: Object.fromEntries(specs.map(({ name }) => [name, results[`${name}.after`]])),
      contexts: results,
    };
  };
};
