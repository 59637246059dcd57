import { z } from 'zod';
import type { CommandKind, commands } from './commands.js';
import { snapshotSchema } from './live-event.js';
import { adaptationSchema, recordingSchema, surfaceSchema } from './live-state.js';

/** What `keep`, and `record` when it ends a recording, answer: the .mid and what is in it. */
export const savedSchema = z.object({ file: z.string(), notes: z.number(), seconds: z.number() });

/** Commands that answer more than that they were carried out. */
type AnsweringKind = {
  [Kind in CommandKind]: (typeof commands)[Kind] extends { readonly answers: string } ? Kind : never;
}[CommandKind];

/** What they answer. */
export const commandAnswers = {
  keep: savedSchema,
  record: z.union([savedSchema, recordingSchema]),
  adapt: adaptationSchema,
  'midi-learn': surfaceSchema,
  'midi-unlearn': surfaceSchema,
  ping: z.object({ nowMs: z.number() }),
  status: snapshotSchema,
} satisfies Record<AnsweringKind, z.ZodType>;

/** What a command of some kind answers; nothing for most. */
export type AnswerOf<Kind extends CommandKind> = Kind extends AnsweringKind
  ? z.infer<(typeof commandAnswers)[Kind]>
  : undefined;
