import { z } from 'zod';

/** Ranges of the five fields of cron. */
const CRON_FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** A `*`, a number or a range, each with a step or without. */
const isCronItem = (item: string, [lowest, highest]: readonly [number, number]): boolean => {
  const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/([1-9]\d?))?$/.exec(item);
  if (!found) return false;
  const first = Number(found[1] ?? lowest);
  const last = Number(found[2] ?? first);
  return first >= lowest && first <= last && last <= highest;
};

const isCron = (text: string): boolean => {
  const fields = text.split(' ');
  return (
    fields.length === CRON_FIELDS.length &&
    fields.every((field, i) => field.split(',').every((item) => isCronItem(item, CRON_FIELDS[i])))
  );
};

/** When something happens, local time: minute, hour, day of the month, month, weekday (0 and 7 are Sunday). */
const cronSchema = z
  .string()
  .refine(isCron, 'five fields of cron in numbers, e.g. "0 3 * * *" for three at night')
  .describe('Five fields of cron in numbers: minute hour day month weekday');

/** What the daemon does by itself at certain times. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  /** Learns a composer anew, as a model of its own name. */
  z.strictObject({
    kind: z.literal('train'),
    at: cronSchema,
    composer: z.string().min(1).max(100),
    /** Also learns the moments that were liked while this composer played. */
    liked: z.boolean().default(true),
    /** The model that is fine-tuned; null begins from nothing. */
    from: z.string().min(1).max(100).nullable().default(null),
    /** Longest time, minutes. */
    minutes: z.number().min(0.01).max(1440).default(60),
  }),
  /** Lets the music begin, and end. */
  z.strictObject({ kind: z.literal('perform'), at: cronSchema, until: cronSchema }),
  /** Removes recordings that are older; not those that were kept or liked. */
  z.strictObject({ kind: z.literal('prune'), at: cronSchema, days: z.number().min(1).max(36_500) }),
]);

/** How a schedule stands. */
export const scheduleStateSchema = z.strictObject({
  /** In words, e.g. `train Chopin`. */
  name: z.string(),
  at: z.string(),
  /** ISO 8601; null when it never comes. */
  nextRun: z.string().nullable(),
  lastRun: z.string().nullable(),
});

export type Schedule = z.infer<typeof scheduleSchema>;
export type ScheduleState = z.infer<typeof scheduleStateSchema>;
