import { z } from 'zod';

/** How the daemon interacts with a player. */
export const modeSchema = z.enum(['solo', 'answer', 'duet']);

/** The major or minor key to keep to, or none. */
export const keyLockSchema = z.union([
  z.literal('off'),
  z
    .string()
    .regex(/^[A-G](#|b)? (major|minor)$/, 'must be a key such as "C major" or "F# minor", or off')
    .describe('A key such as "C major" or "F# minor"'),
]);

export const registerSchema = z
  .strictObject({ lowest: z.int().min(0).max(127), highest: z.int().min(0).max(127) })
  .refine(({ lowest, highest }) => highest - lowest >= 11, 'must span at least an octave');

export const meterSchema = z.strictObject({
  numerator: z.int().min(1).max(32),
  denominator: z
    .int()
    .min(1)
    .max(32)
    .refine((value) => Number.isInteger(Math.log2(value)), 'must be 1, 2, 4, 8, 16 or 32'),
});

/** Every value that can be changed while the daemon plays. */
export const controlsSchema = z.strictObject({
  mode: modeSchema,
  /** Name of the model that plays, or a blend of composers of one model with their shares: `Chopin:70+Joplin:30`. */
  composer: z.string().min(1).max(200),
  /** Quarter notes per minute, as set; not the tempo of an external clock. */
  bpm: z.number().min(20).max(400),
  meter: meterSchema,
  temperature: z.number().min(0).max(5),
  topP: z.number().min(0.01).max(1),
  /** Wanted notes per beat; null for automatic. */
  density: z.number().min(0.25).max(16).nullable(),
  /** MIDI pitches the daemon keeps to; null for the whole piano, or in a duet the side that the player leaves free. */
  register: registerSchema.nullable(),
  keyLock: keyLockSchema,
  /** Most consecutive notes that may match the training music; null for no limit. */
  quoteLimit: z.int().min(8).max(1000).nullable(),
  /** Amount of rubato, 0–100 %; 0 is strict time. */
  expression: z.number().min(0).max(100),
  /** Keeps composing without sound. */
  muted: z.boolean(),
  /** Fermata: sounding notes are held and nothing new begins until it is off. */
  hold: z.boolean(),
  click: z.boolean(),
  /** The player's keys are also sent to the outputs. */
  thru: z.boolean(),
  /** `fixed`, or `follow`: in answer mode the tempo of a reply is that of the player's phrase. */
  tempoMode: z.enum(['fixed', 'follow']),
  /** Answer mode: pause after which the player's phrase counts as ended, ms. */
  answerGapMs: z.number().min(0).max(10_000),
  /** Answer mode: where a reply may begin. */
  answerAt: z.enum(['now', 'beat', 'bar']),
  /** Answer mode: bars of a reply; 0 means until the player plays again. */
  answerBars: z.int().min(0).max(64),
});

export type Mode = z.infer<typeof modeSchema>;
export type Register = z.infer<typeof registerSchema>;
export type Controls = z.infer<typeof controlsSchema>;

/** Fields may be omitted but not undefined: the keys are the controls that change. */
type Omissible<Shape extends z.ZodRawShape> = { [Name in keyof Shape]: z.ZodExactOptional<Shape[Name]> };

const omissible = <Shape extends z.ZodRawShape>(shape: Shape): Omissible<Shape> =>
  Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, z.exactOptional(value)])) as Omissible<Shape>;

/** Some controls with new values. */
export const controlChangeSchema = z
  .strictObject(omissible(controlsSchema.shape))
  .refine((change) => Object.keys(change).length > 0, 'must name at least one control');

export type ControlChange = z.infer<typeof controlChangeSchema>;
