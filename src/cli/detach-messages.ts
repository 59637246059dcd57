import { z } from 'zod';

/** What a daemon tells the process that started it in the background, once. */
export const fromDetachedSchema = z.discriminatedUnion('kind', [
  /** It plays. */
  z.strictObject({
    kind: z.literal('ready'),
    socketPath: z.string(),
    /** The page with its token; null without one. */
    pageLink: z.string().nullable(),
  }),
  /** Why it cannot play, as a line for the user. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);

export type FromDetached = z.infer<typeof fromDetachedSchema>;
