import { z } from 'zod';

/** What the process that trains must know, as the one argument of it. */
export const trainOrderSchema = z.strictObject({
  composer: z.string(),
  /** A folder of composers. */
  data: z.string(),
  /** Where the model goes. */
  models: z.string(),
  /** Where the loss history goes. */
  output: z.string(),
  /** The model's name, where it is not the composer's. */
  name: z.string().exactOptional(),
  /** Longest time. */
  minutes: z.number().exactOptional(),
  /** The model to begin from. */
  from: z.string().exactOptional(),
  /** A folder of liked moments that are learned too. */
  liked: z.string().exactOptional(),
});

/** What it tells. Losses in nats per note. */
export const fromTrainSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    pass: z.number(),
    /** Known from the first step on. */
    passes: z.number().exactOptional(),
    trainingLoss: z.number(),
    /** Where the unseen works have just been looked at. */
    validationLoss: z.number().exactOptional(),
    /** The same as a line for people. */
    text: z.string(),
  }),
  /** There is a model, or it was made before. */
  z.strictObject({ kind: z.literal('done') }),
  /** Why there is none, as a line for the user. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);

export type FromTrain = z.infer<typeof fromTrainSchema>;
