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
export type Steps = (event: StepEvent, state?: NetworkState) => Promise<NetworkState>;
