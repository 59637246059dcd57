import type { Feeds, Results } from '../runtimes/program.js';
import type { StateSpec } from './network-states.js';

/** What a network remembers after some events. Never changed once made, so keeping one is a snapshot. */
export interface NetworkState {
  readonly memory: Readonly<Record<string, Float32Array>>;
  /** What each field's head reads of the state. */
  readonly contexts: Readonly<Record<string, Float32Array>>;
}

/** An event as the step graph takes it. */
interface StepEvent {
  /** (fields) */
  readonly ids: Int32Array;
  /** (embedding): added to its embedding. */
  readonly lean: Float32Array;
}

/** The state after one event, from `state` or, without one, from the beginning of a piece. */
export type Stepper = (event: StepEvent, state?: NetworkState) => Promise<NetworkState>;

/** Runs the step graph. */
export type RunStep = (feeds: Feeds) => Promise<Results>;

/** For states that are small enough for each event to have its own. */
export const copyingStepper =
  (run: RunStep, specs: readonly StateSpec[]): Stepper =>
  async (event, state) => {
    const memory: Record<string, Float32Array> = {};
    for (const { name, width } of specs) memory[name] = state?.memory[name] ?? new Float32Array(width);
    const results = await run({ ...event, ...memory });
    return {
      memory: Object.fromEntries(specs.map(({ name }) => [name, results[`${name}.after`]])),
      contexts: results,
    };
  };
