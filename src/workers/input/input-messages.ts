import type { SourcePlan } from '../../performance/input-source.js';
import type { Port } from '../../protocol/live-event.js';

/** What the process that hears must know, as JSON, the one argument of it. */
export interface InputPlan {
  readonly sources: readonly SourcePlan[];
  /** Whether MIDI clock is followed, so that its bytes are let in. */
  readonly wantsClock: boolean;
  /** Names of the daemon's own virtual ports. */
  readonly ownPorts: readonly string[];
}

/** What the input thread is given when it is made. */
export interface InputWorkerData extends InputPlan {
  readonly wake: SharedArrayBuffer;
  readonly midi: SharedArrayBuffer;
}

export interface ToInput {
  readonly kind: 'stop';
}

export type FromInput =
  | { readonly kind: 'ready'; readonly ports: readonly Port[] }
  /** Inputs have come or gone. */
  | { readonly kind: 'ports'; readonly ports: readonly Port[] }
  /** The outputs of the system, whole names, at first and whenever they change. */
  | { readonly kind: 'output-names'; readonly names: readonly string[] }
  | { readonly kind: 'stopped' };
