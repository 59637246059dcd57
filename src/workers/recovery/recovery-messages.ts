import { z } from 'zod';

/** What the process that recovers must know, as the one argument of its process. */
export const recoveryPlanSchema = z.strictObject({
  folders: z.array(z.string()),
  pid: z.int(),
  own: z.string().nullable(),
  except: z.array(z.string()),
});

export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;

/** What it tells. */
export const fromRecoverySchema = z.discriminatedUnion('kind', [
  /** This log is read now: the one to leave out if the process dies of it. */
  z.strictObject({ kind: z.literal('reading'), name: z.string() }),
  z.strictObject({
    kind: z.literal('recovered'),
    session: z.strictObject({ file: z.string(), notes: z.int(), seconds: z.number(), damaged: z.int() }),
  }),
  z.strictObject({ kind: z.literal('unreadable'), reason: z.string() }),
]);

export type FromRecovery = z.infer<typeof fromRecoverySchema>;
