import { z } from 'zod';
import type { Port } from '../protocol/live-event.js';

/** What the process that hears must know, as the one argument of it. */
export const inputPlanSchema = z.strictObject({
  sources: z.array(z.strictObject({ name: z.string(), kind: z.enum(['virtual', 'hardware']) })),
  /** Whether MIDI clock is followed, so that its bytes are let in. */
  wantsClock: z.boolean(),
  /** Names of the daemon's own virtual ports. */
  ownPorts: z.array(z.string()),
});

export type InputPlan = z.infer<typeof inputPlanSchema>;

/** What the input thread is given when it is made. */
export interface InputWorkerData extends Readonly<Omit<InputPlan, 'sources' | 'ownPorts'>> {
  readonly sources: readonly InputPlan['sources'][number][];
  readonly ownPorts: readonly string[];
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
