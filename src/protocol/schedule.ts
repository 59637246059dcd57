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

/** The numbers in a field, in order. */
const numbersOf = (field: string, [lowest, highest]: readonly [number, number]): ReadonlySet<number> => {
  const items = field.split(',').map((item) => {
    const [range, step] = item.split('/');
    const [first, last] = range === '*' ? [lowest, highest] : range.split('-').map(Number);
    return { first, last: last ?? first, step: Number(step ?? 1) };
  });
  const all = Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i);
  return new Set(
    all.filter((n) => items.some(({ first, last, step }) => n >= first && n <= last && (n - first) % step === 0)),
  );
};

/** Five fields of cron as the numbers they mean; Sunday is 0. */
export const cronTimes = (text: string) => {
  const [minutes, hours, days, months, weekdays] = text.split(' ').map((field, i) => numbersOf(field, CRON_FIELDS[i]));
  return { minutes, hours, days, months, weekdays: new Set([...weekdays].map((day) => day % 7)) };
};

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is such a day: there is no 31 February. Every weekday falls on every day of a month some year. */
const everComes = (text: string): boolean => {
  const { days, months } = cronTimes(text);
  return [...months].some((month) => [...days].some((day) => day <= LONGEST_MONTHS[month - 1]));
};

/** When something happens, local time: minute, hour, day of the month, month, weekday (0 and 7 are Sunday). */
const cronSchema = z
  .string()
  .refine(isCron, { message: 'must be five cron fields in numbers, such as "0 3 * * *" for 3 a.m.', abort: true })
  .refine(everComes, 'names a day that those months do not have')
  .describe('Five fields of cron in numbers: minute hour day month weekday');

/** What the daemon does by itself at certain times. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  /** Trains a composer as a separate nightly model. */
  z.strictObject({
    kind: z.literal('train'),
    at: cronSchema,
    composer: z.string().min(1).max(100),
    /** Also learns the moments that were liked while this composer played. */
    liked: z.boolean().default(true),
    /** The model to fine-tune; null to start from nothing. */
    from: z.string().min(1).max(100).nullable().default(null),
    /** Longest time, minutes. */
    minutes: z.number().min(0.01).max(1440).default(60),
  }),
  /** Starts and ends the music. */
  z
    .strictObject({ kind: z.literal('perform'), at: cronSchema, until: cronSchema })
    .refine(({ at, until }) => at !== until, { path: ['until'], message: 'must differ from at' }),
  /** Deletes older recordings, except kept and liked ones. */
  z.strictObject({ kind: z.literal('prune'), at: cronSchema, days: z.number().min(1).max(36_500) }),
]);

/** Status of a schedule. */
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
