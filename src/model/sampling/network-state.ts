/** A network's state after some events. Immutable, so keeping one is a snapshot. */
export interface NetworkState {
  readonly memory: Readonly<Record<string, Float32Array>>;
  /** Input of each field's head. */
  readonly contexts: Readonly<Record<string, Float32Array>>;
}

/** An event as input of the step graph. */
interface StepEvent {
  /** (fields) */
  readonly ids: Int32Array;
  /** (embedding): added to its embedding. */
  readonly lean: Float32Array;
}

/** The state after one event, from `state` or, without one, from the beginning of a piece. */
export type Steps = (event: StepEvent, state?: NetworkState) => Promise<NetworkState>;
