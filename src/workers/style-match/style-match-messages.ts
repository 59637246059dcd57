import { z } from 'zod';
import { isPlayerEvent, type PlayerEvent } from '../../composer/style/style-matcher.js';
import { liveEventSchema, type TransportState } from '../../protocol/live-event.js';
import { likenessSchema, transportSchema } from '../../protocol/live-state.js';
import type { KnownModel } from '../composer/composer-messages.js';

/** Messages to the style-match process. */
export type ToStyleMatch =
  /** Score with this network from now on. */
  | { readonly kind: 'model'; readonly model: Pick<KnownModel, 'file' | 'bytes'>; readonly transport: TransportState }
  | { readonly kind: 'heard'; readonly events: readonly PlayerEvent[] };

export const toStyleMatchSchema: z.ZodType<ToStyleMatch> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('model'),
    model: z.object({ file: z.string(), bytes: z.int() }),
    transport: transportSchema,
  }),
  z.strictObject({ kind: z.literal('heard'), events: z.array(liveEventSchema.refine(isPlayerEvent)) }),
]);

/** Messages from the process: the style match, or null if the network has fewer than two composers. */
export const fromStyleMatchSchema = z.strictObject({ likeness: likenessSchema.nullable() });

export type FromStyleMatch = z.infer<typeof fromStyleMatchSchema>;
