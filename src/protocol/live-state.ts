import { z } from 'zod';
import { bindableSchema, bindingSchema } from './binding.js';
import { meterSchema } from './controls.js';

/** Who struck a note. */
export const voiceSchema = z.enum(['daemon', 'player']);

/** A position on the score at PPQ 480; fractions where a person played it. */
export const tick = z.number();
/** Milliseconds of the machine's monotonic clock. */
export const atMs = z.number();
export const pitch = z.int().min(0).max(127);
const velocity = z.int().min(1).max(127);
export const channel = z.int().min(0).max(15);

/** A note the daemon intends to play. `id` counts all planned notes. */
export const plannedNoteSchema = z.strictObject({ id: z.int(), tick, durationTicks: z.number(), pitch, velocity });

/** From (tick, atMs) on, music runs at `bpm`. */
export const transportSchema = z.strictObject({
  state: z.enum(['stopped', 'count-in', 'running']),
  source: z.enum(['internal', 'external']),
  tick,
  atMs,
  bpm: z.number(),
  meter: meterSchema,
  /** Tick of the bar line from which bars of this metre are counted, and that bar's number, from 0. */
  meterTick: tick,
  meterBar: z.int(),
});

export const portSchema = z.strictObject({
  name: z.string(),
  direction: z.enum(['in', 'out']),
  kind: z.enum(['virtual', 'hardware']),
  connected: z.boolean(),
});

export const recordingSchema = z.strictObject({
  on: z.boolean(),
  /** The file being written; null if none. */
  file: z.string().nullable(),
  sinceMs: z.number(),
});

/** Health of the performance. */
export const healthSchema = z.strictObject({
  /** Late notes dropped since the start. */
  lateNotes: z.int(),
  /** How far ahead music is planned, ticks. */
  lookaheadTicks: z.number(),
  /** Time to compose one event, ms. */
  stepMs: z.number(),
  /** Incoming MIDI messages lost since the start because they came too fast. */
  lostMessages: z.int(),
});

/** Whose MIDI clock is followed, by the names of inputs. */
export const clockSourcesSchema = z.strictObject({
  /** Null before any clock, or with the internal clock. */
  leader: z.string().nullable(),
  /** Other sources of clocks, which are ignored. */
  ignored: z.array(z.string()),
});

/** Losses of a training, nats per event, in order of its passes. */
export const lossPointSchema = z.strictObject({
  pass: z.number(),
  trainingLoss: z.number(),
  /** Null without a validation figure. */
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

/** How far the daemon's notes match its training music, in any key (docs/decisions/0010). */
export const verbatimSchema = z.strictObject({
  /** Current run of matching notes; 0 for fewer than 8. */
  notes: z.int().min(0),
  /** Longest run since this composer plays. */
  longest: z.int().min(0),
});

/** MIDI controllers and what they turn. */
export const surfaceSchema = z.strictObject({
  bindings: z.array(bindingSchema),
  /** Control waiting for MIDI learn; null for none. */
  learning: bindableSchema.nullable(),
});

/** Composers that share a network and can be blended; at least two. */
export const familiesSchema = z.array(z.array(z.string()));

/** A composer, or a model by itself, that can play. */
export const playableSchema = z.strictObject({
  name: z.string(),
  /** The model that plays. */
  model: z.string(),
  /** Notes of this composer that it was trained on; null where unknown. */
  notes: z.int().nullable(),
  /** Whether its training was cut short. */
  isUnfinished: z.boolean(),
});

/** Whose music the player's notes resemble most, according to the network that plays. */
export const likenessSchema = z.strictObject({
  /** Number of the player's latest notes counted. */
  notes: z.int(),
  /** The likeliest composers, at most five, with their shares, 0–1. */
  composers: z.array(z.strictObject({ composer: z.string(), share: z.number().min(0).max(1) })),
});

/** How the network that plays adapts to the player, while they play. */
export const adaptationSchema = z.strictObject({
  on: z.boolean(),
  /** For whom it is kept; null where it is gone at the end. */
  player: z.string().nullable(),
  /** Waiting for the player, or adapting to what they have played. */
  state: z.enum(['listening', 'adapting']),
  /** State of the network: 0 as trained, else the number of lessons. */
  edition: z.int().min(0),
  /** The latest lesson: number of notes, and nats per note before and after it. */
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
  /** Number of the earlier bar that it repeats, counted from 1; null for none. */
  returnsTo: z.int().nullable(),
});
