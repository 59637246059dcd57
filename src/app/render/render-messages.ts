import { z } from 'zod';

/** What the process that renders must know, as the one argument of it. */
export const renderOrderSchema = z.strictObject({
  /** A .mid file. */
  file: z.string(),
  /** Where the sound goes. */
  output: z.string(),
});

export type RenderOrder = z.infer<typeof renderOrderSchema>;

/** Its one message: the file is there, or why it is not, as a line for the user. */
export const renderResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);

export type RenderResult = z.infer<typeof renderResultSchema>;
