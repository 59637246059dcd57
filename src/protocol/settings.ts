import { z } from 'zod';
import { bindingSchema } from './binding.js';
import { LOG_LEVELS } from '../shared/log-levels.js';
import { controlsSchema } from './controls.js';
import { scheduleSchema } from './schedule.js';

const midiChannel = z.int().min(1).max(16);
const folder = z.string().min(1);

/** All settings, in groups; every leaf has a default in config/default.json. */
export const settingsSchema = z.strictObject({
  controls: controlsSchema,
  midi: z.strictObject({
    virtual: z.boolean(),
    virtualName: z.string().min(1).max(100),
    /** Further outputs, as --out takes them. */
    out: z.array(z.string().min(1)),
    /** Inputs by part of their names. */
    in: z.array(z.string().min(1)),
    channel: midiChannel,
    /** General MIDI program, 1–128; null leaves it as it is. */
    program: z.int().min(1).max(128).nullable(),
    /** Sent later, or earlier where it is negative, ms. */
    offset: z.int().min(-25).max(250),
    sendClock: z.boolean(),
  }),
  clock: z.strictObject({
    source: z.enum(['internal', 'external']),
    countIn: z.int().min(0).max(8),
    clickChannel: midiChannel,
    autoStart: z.boolean(),
  }),
  web: z.strictObject({
    on: z.boolean(),
    port: z.int().min(0).max(65_535),
    bind: z.string().regex(/^[\w.:-]{1,253}$/, 'must be an address such as 127.0.0.1'),
    openReading: z.boolean(),
    /** Whether `start` opens the browser; auto: where `npm start` has started it. */
    open: z.enum(['auto', 'on', 'off']),
  }),
  /** Folders. Null for the default. */
  places: z.strictObject({ models: folder.nullable(), data: folder.nullable(), output: folder.nullable() }),
  /** How much the live daemon logs, and where to besides the terminal; null for no file. */
  log: z.strictObject({ level: z.enum(LOG_LEVELS), file: z.string().min(1).nullable() }),
  record: z.boolean(),
  dashboard: z.boolean(),
  /** Whether the player is shown whose music their playing resembles. */
  likeness: z.boolean(),
  /** Whether the first Ctrl-C ends the piece before the daemon. */
  endOnInterrupt: z.boolean(),
  /** Scheduled jobs. */
  schedules: z.array(scheduleSchema).max(50),
  /** MIDI controllers and what they turn. */
  bindings: z.array(bindingSchema).max(200),
});

export type Settings = z.infer<typeof settingsSchema>;

const groups = ['controls', 'midi', 'clock', 'web', 'places', 'log'] as const;
const single = ['record', 'dashboard', 'likeness', 'endOnInterrupt', 'schedules', 'bindings'] as const;

/** Each setting by its path, e.g. `web.port`, with what it takes. */
export const settingLeaves: ReadonlyMap<string, z.ZodType> = new Map([
  ...groups.flatMap((group) =>
    Object.entries<z.ZodType>(settingsSchema.shape[group].shape).map(
      ([name, leaf]) => [`${group}.${name}`, leaf] as const,
    ),
  ),
  ...single.map((name) => [name, settingsSchema.shape[name]] as const),
]);
