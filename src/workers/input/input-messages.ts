import { z } from 'zod';
import { portSchema } from '../../protocol/live-state.js';

/** What the process that hears must know, as the one argument of it. */
export const inputPlanSchema = z.strictObject({
  sources: z.array(z.strictObject({ name: z.string(), kind: z.enum(['virtual', 'hardware']) })).readonly(),
  /** Whether MIDI clock is followed, so that its bytes are let in. */
  wantsClock: z.boolean(),
  /** Names of the daemon's own virtual ports. */
  ownPorts: z.array(z.string()).readonly(),
});

export type InputPlan = z.infer<typeof inputPlanSchema>;

/** What the input thread is given when it is made. */
export interface InputWorkerData extends InputPlan {
  readonly wake: SharedArrayBuffer;
  readonly midi: SharedArrayBuffer;
}

export interface ToInput {
  readonly kind: 'stop';
}

const ports = z.array(portSchema).readonly();

const reports = [
  z.strictObject({ kind: z.literal('ready'), ports }),
  /** Inputs have come or gone. */
  z.strictObject({ kind: z.literal('ports'), ports }),
  /** The outputs of the system, whole names, at first and whenever they change. */
  z.strictObject({ kind: z.literal('output-names'), names: z.array(z.string()).readonly() }),
] as const;

/** Messages of the process that hears to the thread that owns it. */
export const fromInputProcessSchema = z.discriminatedUnion('kind', [
  ...reports,
  /** A MIDI message, stamped with the monotonic clock; as in the ring it has no bytes where its source has gone. */
  z.strictObject({
    kind: z.literal('midi'),
    source: z.int().min(0),
    atMs: z.number(),
    bytes: z.array(z.int().min(0).max(255)).readonly(),
  }),
]);

export type FromInputProcess = z.infer<typeof fromInputProcessSchema>;

/** Messages of the thread that hears. */
export type FromInput = Exclude<FromInputProcess, { kind: 'midi' }> | { readonly kind: 'stopped' };
