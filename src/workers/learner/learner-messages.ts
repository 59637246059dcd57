import { z } from 'zod';
import type { Piece } from '../../music/piece.js';
import type { LessonReport } from '../../training/adaptation/online-trainer.js';

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

/** Music to learn, as that of a voice. */
export interface Lesson {
  /** Counts up; the edition that comes of it. */
  readonly edition: number;
  readonly piece: Piece;
  /** Whose music it is taken for: the voice that plays. */
  readonly voice: { readonly name: string; readonly composer: string | null };
}

export type FromLearner =
  | { readonly kind: 'learned'; readonly edition: number; readonly file: string; readonly report: LessonReport }
  | { readonly kind: 'failed'; readonly reason: string };
