import { z } from 'zod';
import { isReplayRecord, type PerformanceEvent } from '../../performance/performance-event.js';
import { controlsSchema } from '../../protocol/controls.js';
import { CONTROL_NAMES, controlDeclarations, type ControlName } from '../../protocol/controls/control-declarations.js';
import { withPresentNames } from '../../protocol/controls/control-names.js';
import { eventTable } from '../../protocol/event-table.js';
import { liveEventSchema } from '../../protocol/live-event.js';

const recordSchema = z.record(z.string(), z.unknown());

/** What a control was before there was one. */
const valueBefore = (name: ControlName): unknown => {
  const { before, default: usual } = controlDeclarations[name];
  return before === undefined ? usual : before;
};

/**
 * Controls as a recording has them: names of earlier versions become those of today, and those of `names` that were
 * not there yet stand as they were played without being.
 */
const recorded = <Schema extends z.ZodType>(names: readonly ControlName[], schema: Schema) =>
  z.preprocess((controls) => {
    const { data } = recordSchema.safeParse(controls);
    if (!data) return controls; // for the schema to refuse
    return { ...Object.fromEntries(names.map((name) => [name, valueBefore(name)])), ...withPresentNames(data) };
  }, schema);

/** What a session was played with: all that its events depend on. */
export const sessionHeaderSchema = z.strictObject({
  format: z.literal('music-lstm-session/1'),
  /** ISO 8601. */
  startedAt: z.string(),
  pid: z.int(),
  version: z.string(),
  /** Inference engine and its version. */
  engine: z.string(),
  cpu: z.string(),
  seed: z.int(),
  composer: z.string(),
  /** The .mid it went on from; null for an excerpt of the model. */
  prime: z.string().nullable(),
  /** The models there were, with the SHA-256 of their files. */
  models: z.array(z.strictObject({ name: z.string(), file: z.string(), sha256: z.string() })),
  controls: recorded(CONTROL_NAMES, controlsSchema),
  /** The log before this one, where the session was too long for one file: its name in the same folder. */
  continues: z.string().optional(),
  /** So many of the lines below say how things stood when this log began. */
  standing: z.int().min(0).optional(),
});

export type SessionHeader = z.infer<typeof sessionHeaderSchema>;

const heardSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('note'),
    id: z.int(),
    tick: z.number(),
    pitch: z.int(),
    velocity: z.int(),
    durationTicks: z.number().nullable(),
  }),
  z.strictObject({ kind: z.literal('pedal'), id: z.int(), tick: z.number(), down: z.boolean() }),
]);

const composerControls = controlsSchema.pick({
  composer: true,
  temperature: true,
  topP: true,
  density: true,
  register: true,
  key: true,
  quoteLimit: true,
  meter: true,
});

const settingsSchema = recorded(
  CONTROL_NAMES.filter((name) => name in composerControls.shape),
  composerControls.extend({ meterTick: z.number(), edition: z.int().min(0).default(0) }),
);

const endingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at'), tick: z.number() }),
  z.strictObject({ kind: z.literal('within'), tick: z.number(), bars: z.int() }),
]);

const replayRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('revision'),
    revision: z.strictObject({
      kind: z.literal('revise'),
      revision: z.int(),
      kept: z.int(),
      heard: z.array(heardSchema),
      fromTick: z.number(),
      onTheDot: z.boolean(),
      piece: z.int().min(0).default(0),
      ending: endingSchema.nullable().default(null),
      settings: settingsSchema,
    }),
  }),
  z.strictObject({
    kind: z.literal('unheard'),
    notes: z.array(z.strictObject({ tick: z.number(), pitch: z.int(), velocity: z.int() })),
  }),
  z.strictObject({ kind: z.literal('composer-replaced'), composer: z.string() }),
  z.strictObject({ kind: z.literal('end'), kept: z.int(), tick: z.number(), atMs: z.number() }),
]);

const presentControls = recorded([], z.unknown());

/** An event that tells of controls has them under the names of today. */
const withControlsRenamed = (event: unknown): unknown => {
  const { data } = recordSchema.safeParse(event);
  return data?.kind === 'controls' ? { ...data, controls: presentControls.parse(data.controls) } : event;
};

/** Every line of a log but its first. */
export const sessionEventSchema = z.preprocess(withControlsRenamed, z.union([liveEventSchema, replayRecordSchema]));

/** Told by earlier versions, and needed by no recording; such a line is passed over. */
export const formerEventSchema = z.object({ kind: z.enum(['lessons']) });

/** Whether a recording or a replay needs an event; the others are for those who watch. */
export const isRecorded = (event: PerformanceEvent): boolean =>
  isReplayRecord(event) || eventTable[event.kind].isRecorded;
