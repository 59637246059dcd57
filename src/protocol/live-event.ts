import { z } from 'zod';
import { bindableSchema, bindingSchema } from './binding.js';
import { controlChangeSchema, controlsSchema, meterSchema } from './controls.js';
import { scheduleStateSchema } from './schedule.js';

/** Who struck a note. */
export const voiceSchema = z.enum(['daemon', 'player']);

/** A position on the score at PPQ 480; fractions where a person played it. */
const tick = z.number();
/** Milliseconds of the machine's monotonic clock. */
const atMs = z.number();
const pitch = z.int().min(0).max(127);
const velocity = z.int().min(1).max(127);
const channel = z.int().min(0).max(15);

/** A note the daemon means to play. `id` counts all notes it ever planned. */
export const plannedNoteSchema = z.strictObject({ id: z.int(), tick, durationTicks: z.number(), pitch, velocity });

/** From (tick, atMs) on, music runs at `bpm`. */
export const transportSchema = z.strictObject({
  state: z.enum(['stopped', 'count-in', 'running']),
  source: z.enum(['internal', 'external']),
  tick,
  atMs,
  bpm: z.number(),
  meter: meterSchema,
  /** Tick of the bar line from which bars of this metre are counted, and that bar's number from 0. */
  meterTick: tick,
  meterBar: z.int(),
});

export const portSchema = z.strictObject({
  name: z.string(),
  direction: z.enum(['in', 'out']),
  kind: z.enum(['virtual', 'hardware', 'none']),
  connected: z.boolean(),
});

export const recordingSchema = z.strictObject({
  on: z.boolean(),
  /** The file being written; null when nothing is. */
  file: z.string().nullable(),
  sinceMs: z.number(),
});

/** How well the network keeps ahead of the beat. */
export const healthSchema = z.strictObject({
  /** Notes that came too late and were dropped, since the start. */
  lateNotes: z.int(),
  /** How far ahead music is planned, ticks. */
  lookaheadTicks: z.number(),
  /** Time to compose one event, ms. */
  stepMs: z.number(),
  /** MIDI messages that came in faster than they could be taken and were lost, since the start. */
  lostMessages: z.int(),
});

/** Whose MIDI clock is followed, by the names of inputs. */
export const clockSourcesSchema = z.strictObject({
  /** Null while no clock has come, or the daemon keeps its own time. */
  leader: z.string().nullable(),
  /** Others that send clocks, which are not followed. */
  ignored: z.array(z.string()),
});

/** Losses of a training, nats per event, in order of its passes. */
export const lossPointSchema = z.strictObject({
  pass: z.number(),
  trainingLoss: z.number(),
  /** Null where the unseen works have not been looked at. */
  validationLoss: z.number().nullable(),
});

export const trainingSchema = z.strictObject({
  model: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  pass: z.number(),
  passes: z.number(),
  trainingLoss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  message: z.string(),
});

/** How far the daemon plays what it learned, note for note in any key (docs/decisions/0010). */
export const verbatimSchema = z.strictObject({
  /** Its latest notes that are so in a row; 0 for fewer than 8. */
  notes: z.int().min(0),
  /** The most since this composer plays. */
  longest: z.int().min(0),
});

/** MIDI controllers and what they turn. */
export const surfaceSchema = z.strictObject({
  bindings: z.array(bindingSchema),
  /** What waits for a controller to be moved; null when nothing does. */
  learning: bindableSchema.nullable(),
});

/** Composers that share a network, so that they can be blended; one alone has no family. */
const familiesSchema = z.array(z.array(z.string()));

/** Whose music the player's would be most at home in, by the network that plays with him. */
export const likenessSchema = z.strictObject({
  /** How many of his latest notes it goes by. */
  notes: z.int(),
  /** The likeliest composers, at most five, and how sure the network is of each, 0–1. */
  composers: z.array(z.strictObject({ composer: z.string(), share: z.number().min(0).max(1) })),
});

/** What is learned from the player while he plays. */
export const lessonsSchema = z.strictObject({
  on: z.boolean(),
  /** Whose lessons are kept; null where they are forgotten at the end. */
  player: z.string().nullable(),
  /** Waiting for the player, or learning from what he has played. */
  state: z.enum(['listening', 'learning']),
  /** Which state of the network plays: 0 as it was trained, else after so many lessons. */
  edition: z.int().min(0),
  /** Of the latest lesson: how many notes, and what each cost before it was learned and after, in nats. */
  latest: z.strictObject({ notes: z.int(), natsBefore: z.number(), natsAfter: z.number() }).nullable(),
});

/** A note that sounds, as it began. */
export const soundingNoteSchema = z.strictObject({
  voice: voiceSchema,
  /** Id of the planned note; null for the player's. */
  id: z.int().nullable(),
  channel,
  pitch,
  velocity,
  tick,
  atMs,
  /** Where the daemon's note is written, where that is not the tick at which it sounds. */
  scoreTick: z.exactOptional(tick),
});

/** A bar that is planned ahead of its notes. */
export const plannedBarSchema = z.strictObject({
  tick,
  ticks: z.number(),
  /** Sections of like music share a letter. */
  section: z.string().regex(/^[A-H]$/),
  /** Chords from their ticks on, spelled by the key: `C`, `Am`, `G7/B`; `-` for none. */
  chords: z.array(z.strictObject({ tick, name: z.string() })),
  /** How a phrase ends with this bar. */
  cadence: z.enum(['none', 'half', 'authentic', 'final']),
  /** Number of the earlier bar that it takes up, counted from 1; null for none. */
  returnsTo: z.int().nullable(),
});

/** Everything that happens and that others may see. Ticks and times as in `transport`. */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('planned'), notes: z.array(plannedNoteSchema) }),
  /** Planned notes that will not be played. */
  z.strictObject({ kind: z.literal('revoked'), ids: z.array(z.int()) }),
  soundingNoteSchema.extend({ kind: z.literal('note-on') }),
  z.strictObject({ kind: z.literal('note-off'), voice: voiceSchema, channel, pitch, tick, atMs }),
  z.strictObject({ kind: z.literal('pedal'), voice: voiceSchema, channel, value: z.int().min(0).max(127), tick, atMs }),
  z.strictObject({ kind: z.literal('transport'), transport: transportSchema }),
  /** Controls that have just taken their new values. */
  z.strictObject({ kind: z.literal('controls'), controls: controlChangeSchema, tick, atMs }),
  z.strictObject({ kind: z.literal('marker'), text: z.string(), tick, atMs }),
  z.strictObject({ kind: z.literal('health'), health: healthSchema }),
  z.strictObject({ kind: z.literal('clock-sources'), clockSources: clockSourcesSchema }),
  z.strictObject({ kind: z.literal('training'), training: trainingSchema }),
  z.strictObject({ kind: z.literal('recording'), recording: recordingSchema }),
  z.strictObject({ kind: z.literal('ports'), ports: z.array(portSchema) }),
  /** How many watch the stream. */
  z.strictObject({ kind: z.literal('clients'), clients: z.int().min(0) }),
  /** Models that can play: those known so far, and new ones; and which of them can be blended with each other. */
  z.strictObject({ kind: z.literal('composers'), composers: z.array(z.string()), families: familiesSchema }),
  /** The player has moved a knob, fader or button: MIDI CC. */
  z.strictObject({
    kind: z.literal('knob'),
    channel,
    controller: z.int().min(0).max(127),
    value: z.int().min(0).max(127),
    atMs,
  }),
  /** Null while a model plays that nobody has told what it learned. */
  z.strictObject({ kind: z.literal('verbatim'), verbatim: verbatimSchema.nullable() }),
  z.strictObject({ kind: z.literal('surface'), surface: surfaceSchema }),
  /** Null: nobody is told any more, since another network plays. */
  z.strictObject({ kind: z.literal('likeness'), likeness: likenessSchema.nullable() }),
  z.strictObject({ kind: z.literal('lessons'), lessons: lessonsSchema }),
  /** From this bar line on another state of the network plays. */
  z.strictObject({ kind: z.literal('edition'), edition: z.int().min(0), tick, atMs }),
  /** What is planned from the bar in hand on, in place of what was planned before; revised as notes are. */
  z.strictObject({ kind: z.literal('plan'), bars: z.array(plannedBarSchema) }),
  /** Where the piece ends: nothing is struck from this tick on. Null: no end is ahead. */
  z.strictObject({ kind: z.literal('ending'), endTick: tick.nullable() }),
  z.strictObject({ kind: z.literal('schedules'), schedules: z.array(scheduleStateSchema) }),
  /** Something the user should know, as one line. */
  z.strictObject({ kind: z.literal('notice'), level: z.enum(['info', 'warning', 'error']), text: z.string() }),
]);

export type PlannedNote = z.infer<typeof plannedNoteSchema>;
export type SoundingNote = z.infer<typeof soundingNoteSchema>;
export type LossPoint = z.infer<typeof lossPointSchema>;
export type Voice = z.infer<typeof voiceSchema>;
export type TransportState = z.infer<typeof transportSchema>;
export type Port = z.infer<typeof portSchema>;
export type Recording = z.infer<typeof recordingSchema>;
export type Verbatim = z.infer<typeof verbatimSchema>;
export type Surface = z.infer<typeof surfaceSchema>;
export type Lessons = z.infer<typeof lessonsSchema>;
export type TrainingState = z.infer<typeof trainingSchema>;
export type Likeness = z.infer<typeof likenessSchema>;
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** The daemon as a whole at one moment; later events change it. */
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
  /** Bars planned ahead; none where no plan network plays. */
  plan: z.array(plannedBarSchema),
  /** Where the piece ends; null while no end is ahead. */
  endTick: tick.nullable(),
  clients: z.int().min(0),
  verbatim: verbatimSchema.nullable(),
  surface: surfaceSchema,
  /** Null until the player has played enough, and with a network of one composer. */
  likeness: likenessSchema.nullable(),
  schedules: z.array(scheduleStateSchema),
  lessons: lessonsSchema,
  /** Where the web page and the stream are; null without them. The token that they want is not told here. */
  pageUrl: z.string().nullable(),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
