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

/**
 * Checked in one pass: a card has a hundred thousand of them, and a schema for each was the slowest part of loading.
 */
const idsSchema = z.custom<number[]>(
  (value) => Array.isArray(value) && value.every(isId),
  'expected whole numbers from 0 on',
);

/** A primer: rows of ids as in EventSequence, row 0 the start row. */
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

/** The description in a checkpoint: everything except its weights. */
export const modelCardSchema = z.object({
  format: z.literal('music-lstm-daemon/1'),
  name: z.string().min(1),
  /** The event vocabulary the ids belong to, with its version, e.g. `piano-events/1`. */
  encoding: z.string().min(1),
  network: networkSchema,
  /** Composer of each slot of the field `composer`. */
  composers: z.array(z.string()),
  /** Whether it was trained to distinguish a live player's part from its own. */
  hearsPlayer: z.boolean().default(false),
  /** How it was trained, and on what. */
  training: z.object({
    /** Composers it was trained on, if not all of its table; otherwise absent. */
    composers: z.array(z.string()).optional(),
    /** The model it was fine-tuned from; absent if trained from nothing. */
    from: z.string().optional(),
    /** Number of the training session, from 1; each session has its own random numbers. Absent in older models. */
    sittings: z.int().positive().optional(),
    works: z.int().nonnegative(),
    notes: z.int().nonnegative(),
    /** Number of notes by each composer, with or without a slot. Absent in older models. */
    notesByComposer: z.record(z.string(), z.int().nonnegative()).optional(),
    passes: z.number().nonnegative(),
    seconds: z.number().nonnegative(),
    seed: z.int(),
    engine: z.string(),
    /** Where the music came from and under which licences; empty when unknown. */
    provenance: z.string(),
    /** The licence of the model that follows from them, one line. */
    licence: z.string().optional(),
  }),
  validation: scoresSchema.nullable(),
  /** Weights of its calibration features by context and outcome (encoding/calibration); absent if not calibrated. */
  calibration: z.record(z.string(), z.array(z.array(z.number()).readonly()).readonly()).optional(),
  excerpts: z.array(excerptSchema),
});

export type ModelCard = z.infer<typeof modelCardSchema>;
export type Excerpt = z.infer<typeof excerptSchema>;
