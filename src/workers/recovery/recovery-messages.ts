import { z } from 'zod';
import type { Recovery } from '../../adapters/recording/recover-sessions.js';

/** What the process that recovers must know, as the one argument of its process. */
export const recoveryPlanSchema = z.strictObject({
  folders: z.array(z.string()),
  pid: z.int(),
  own: z.string().nullable(),
  except: z.array(z.string()),
});

export type RecoveryPlan = z.infer<typeof recoveryPlanSchema>;

/** What it tells. */
export type FromRecovery =
  /** This log is read now: the one to leave out if the process dies of it. */
  { readonly kind: 'reading'; readonly name: string } | Recovery;
