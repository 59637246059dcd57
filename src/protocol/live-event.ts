import { z } from 'zod';
import { controlsSchema } from './controls.js';
import { eventTable, type Message } from './event-table.js';
import {
  adaptationSchema,
  clockSourcesSchema,
  familiesSchema,
  healthSchema,
  likenessSchema,
  lossPointSchema,
  plannedBarSchema,
  plannedNoteSchema,
  playableSchema,
  portSchema,
  recordingSchema,
  soundingNoteSchema,
  surfaceSchema,
  tick,
  trainingSchema,
  transportSchema,
  verbatimSchema,
  type voiceSchema,
} from './live-state.js';
import { scheduleStateSchema } from './schedule.js';

type EventTable = typeof eventTable;
export type EventKind = keyof EventTable;

/** Events of some kinds; distributes, so that a table of functions by kind can be called with what belongs together. */
export type EventOf<Kind extends EventKind> = {
  [Each in Kind]: { kind: Each } & z.infer<z.ZodObject<EventTable[Each]['fields'], z.core.$strict>>;
}[Kind];

/** Kinds that the log of a session keeps. */
export type RecordedKind = {
  [Kind in EventKind]: EventTable[Kind]['isRecorded'] extends true ? Kind : never;
}[EventKind];

export type LiveEvent = EventOf<EventKind>;

const schemas = Object.entries(eventTable).map(([kind, { fields }]) =>
  z.strictObject({ kind: z.literal(kind), ...fields }),
);
const [first, ...others] = schemas;

/** Everything that happens and that others may see, by the rows of the table. */
export const liveEventSchema = z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<LiveEvent>;

const shown: { readonly [Kind in EventKind]: { readonly message?: (event: EventOf<Kind>) => Message } } = eventTable;

/** What dashboard and page show of an event as a message; undefined for most. */
export const messageOfEvent = <Kind extends EventKind>(event: EventOf<Kind>): Message | undefined =>
  shown[event.kind].message?.(event);

export type PlannedNote = z.infer<typeof plannedNoteSchema>;
export type SoundingNote = z.infer<typeof soundingNoteSchema>;
export type LossPoint = z.infer<typeof lossPointSchema>;
export type Voice = z.infer<typeof voiceSchema>;
export type TransportState = z.infer<typeof transportSchema>;
export type Playable = z.infer<typeof playableSchema>;
export type Port = z.infer<typeof portSchema>;
export type Recording = z.infer<typeof recordingSchema>;
export type Verbatim = z.infer<typeof verbatimSchema>;
export type Surface = z.infer<typeof surfaceSchema>;
export type Adaptation = z.infer<typeof adaptationSchema>;
export type TrainingState = z.infer<typeof trainingSchema>;
export type Likeness = z.infer<typeof likenessSchema>;

/** The daemon's whole state at one moment; later events change it. */
export const snapshotSchema = z.strictObject({
  protocol: z.int(),
  version: z.string(),
  pid: z.int(),
  /** Monotonic clock when it was taken, ms. */
  nowMs: z.number(),
  upSeconds: z.number(),
  engine: z.string(),
  composers: z.array(z.string()),
  families: familiesSchema,
  /** The same composers, each with its model and how well that knows them. */
  playable: z.array(playableSchema),
  controls: controlsSchema,
  transport: transportSchema,
  health: healthSchema,
  clockSources: clockSourcesSchema,
  ports: z.array(portSchema),
  recording: recordingSchema,
  training: trainingSchema.nullable(),
  /** Of the running training, else of the latest one. */
  lossHistory: z.array(lossPointSchema),
  /** What is planned and has not begun, in order of time. */
  planned: z.array(plannedNoteSchema),
  sounding: z.array(soundingNoteSchema),
  /** Bars planned ahead; empty without a plan network. */
  plan: z.array(plannedBarSchema),
  /** Where the piece ends; null while no end is planned. */
  endTick: tick.nullable(),
  clients: z.int().min(0),
  verbatim: verbatimSchema.nullable(),
  surface: surfaceSchema,
  /** Null until the player has played enough, and for a network of one composer. */
  likeness: likenessSchema.nullable(),
  schedules: z.array(scheduleStateSchema),
  adaptation: adaptationSchema,
  /** Address of page and stream; null without them. Does not include the token. */
  pageUrl: z.string().nullable(),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
