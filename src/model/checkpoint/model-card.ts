import { z } from 'zod';
import { networkKinds, type NetworkConfig } from '../networks/network-kinds.js';

const [oneKind, ...otherKinds] = Object.values(networkKinds).map(({ configSchema }) => configSchema);

/** The network's shape, of any kind. */
const networkSchema: z.ZodType<NetworkConfig> = z.discriminatedUnion('kind', [oneKind, ...otherKinds]);

const scoresSchema = z.object({
  /** Notes (or tokens) that the figures are averages over. */
  count: z.int().nonnegative(),
  /** Nats per note (or token). */
  nats: z.number(),
  fields: z.record(z.string(), z.number()),
});

const isId = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** Checked in one go: there are a hundred thousand in a card, and one schema for each took longer than all else. */
const idsSchema = z.custom<number[]>(
  (value) => Array.isArray(value) && value.every(isId),
  'expected whole numbers from 0 on',
);

/** Some real music to begin from: rows of ids as in EventSequence, row 0 the start row. */
const excerptSchema = z.object({
  /** File it was taken from. */
  source: z.string(),
  composer: z.string(),
  /** Base tempo of the piece it comes from, quarter notes per minute. */
  bpm: z.number().positive(),
  /** Metre at its start. */
  numerator: z.int().positive(),
  denominator: z.int().positive(),
  ids: idsSchema,
});

/** All that a checkpoint says of itself besides its weights. */
export const modelCardSchema = z.object({
  format: z.literal('music-lstm-daemon/1'),
  name: z.string().min(1),
  /** The event vocabulary the ids belong to, with its version, e.g. `piano-events/1`. */
  encoding: z.string().min(1),
  network: networkSchema,
  /** Composer of each slot of the field `composer`. */
  composers: z.array(z.string()),
  /** Whether it has learned to tell a live player's part from its own. */
  hearsPlayer: z.boolean().default(false),
  /** What and how it learned. */
  training: z.object({
    /** Composers it learned from, where those are not all of its table; absent otherwise. */
    composers: z.array(z.string()).optional(),
    /** The model it was fine-tuned from; absent where it began from nothing. */
    from: z.string().optional(),
    /** Which training of it this was, from 1 on; each sitting draws its own chance. Absent in older models. */
    sittings: z.int().positive().optional(),
    works: z.int().nonnegative(),
    notes: z.int().nonnegative(),
    /** How many of the notes are of each composer, whether he has a slot or is heard untold. Absent in older models. */
    notesByComposer: z.record(z.string(), z.int().nonnegative()).optional(),
    passes: z.number().nonnegative(),
    seconds: z.number().nonnegative(),
    seed: z.int(),
    engine: z.string(),
    /** Where the music came from and under which licences; empty when unknown. */
    provenance: z.string(),
    /** What follows from them for the model, one line. */
    licence: z.string().optional(),
  }),
  validation: scoresSchema.nullable(),
  excerpts: z.array(excerptSchema),
});

export type ModelCard = z.infer<typeof modelCardSchema>;
export type Excerpt = z.infer<typeof excerptSchema>;
