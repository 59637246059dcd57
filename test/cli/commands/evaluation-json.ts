import { z } from 'zod';

const fields = z.record(z.string(), z.number());
const perNote = z.object({ natsPerNote: z.number(), fields });
const perToken = z.object({ natsPerToken: z.number(), fields });

const piano = perNote.extend({
  model: z.string(),
  notes: z.int(),
  works: z.int(),
  seenInTraining: z.int().nullable(),
  baselines: z.object({ unigram: perNote, markov: perNote, source: z.string() }).nullable(),
  dynamic: z.object({ works: z.int(), fixed: perNote, learning: perNote }).optional(),
  rejected: z.array(z.object({ file: z.string(), reason: z.string() })),
});

const chorale = perToken.extend({
  model: z.string(),
  tokens: z.int(),
  works: z.int(),
  baselines: z.object({ unigram: perToken, markov: perToken, source: z.string() }).nullable(),
});

/** What `evaluate --json` prints of a piano model. */
export const pianoEvaluation = (text: string): z.infer<typeof piano> => piano.parse(JSON.parse(text));

/** What `evaluate --json` prints of a chorale model. */
export const choraleEvaluation = (text: string): z.infer<typeof chorale> => chorale.parse(JSON.parse(text));
