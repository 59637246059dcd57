import { z } from 'zod';
import type { Piece } from '../../music/piece.js';

/** What a learning process is given when it is made. */
export const learnerPlanSchema = z.strictObject({
  /** The model as it was trained. */
  model: z.string(),
  /** What was learned before, to go on from; null for nothing. */
  earlier: z.string().nullable(),
  /** A folder of its own for what it learns, which goes when the daemon goes. */
  folder: z.string(),
  /** Where what it learns is kept, too; null where it is not. */
  keptAs: z.string().nullable(),
});

export type LearnerPlan = z.infer<typeof learnerPlanSchema>;

const tick = z.number();
const channel = z.int().min(0).max(15);

const pieceSchema: z.ZodType<Piece> = z.strictObject({
  title: z.string(),
  tracks: z.array(
    z.strictObject({
      name: z.string(),
      program: z.int(),
      notes: z.array(
        z.strictObject({ tick, durationTicks: z.number().min(1), pitch: z.int(), velocity: z.int().min(1), channel }),
      ),
      pedals: z.array(z.strictObject({ tick, channel, value: z.int() })),
    }),
  ),
  tempos: z.array(z.strictObject({ tick, bpm: z.number() })),
  meters: z.array(z.strictObject({ tick, numerator: z.int(), denominator: z.int() })),
  markers: z.array(z.strictObject({ tick, text: z.string() })),
});

/** Music to learn, as that of a voice. */
export const lessonSchema = z.strictObject({
  /** Counts up; the edition that comes of it. */
  edition: z.int(),
  piece: pieceSchema,
  /** Whose music it is taken for: the voice that plays. */
  voice: z.strictObject({ name: z.string(), composer: z.string().nullable() }),
});

export type Lesson = z.infer<typeof lessonSchema>;

export const fromLearnerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('learned'),
    edition: z.int(),
    file: z.string(),
    /** What the lesson cost a note before it was learned and after, in nats. */
    report: z.strictObject({ notes: z.int(), natsBefore: z.number(), natsAfter: z.number() }),
  }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
]);

export type FromLearner = z.infer<typeof fromLearnerSchema>;
