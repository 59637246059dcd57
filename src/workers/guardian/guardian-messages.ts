import { z } from 'zod';

/** What the guardian must know, as the one argument of its process. */
export const guardianPlanSchema = z.strictObject({
  /** The virtual output, whose listeners are looked up; null without one. */
  virtualName: z.string().nullable(),
  /** Parts of the names of the hardware outputs. */
  hardware: z.array(z.string()),
  /** Channels that may sound, 0–15. */
  channels: z.array(z.int().min(0).max(15)),
});

export type GuardianPlan = z.infer<typeof guardianPlanSchema>;

/** Sent before the channel is closed in good order: nothing is left to silence. */
export const toGuardianSchema = z.strictObject({ kind: z.literal('dismissed') });

export type ToGuardian = z.infer<typeof toGuardianSchema>;
