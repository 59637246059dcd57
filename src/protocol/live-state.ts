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
  kind: z.enum(['virtual', 'hardware']),
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
export const familiesSchema = z.array(z.array(z.string()));

/** Whose music the player's would be most at home in, by the network that plays with him. */
export const likenessSchema = z.strictObject({
  /** How many of his latest notes it goes by. */
  notes: z.int(),
  /** The likeliest composers, at most five, and how sure the network is of each, 0–1. */
  composers: z.array(z.strictObject({ composer: z.string(), share: z.number().min(0).max(1) })),
});

/** How the network that plays adapts to the player, while they play. */
export const adaptationSchema = z.strictObject({
  on: z.boolean(),
  /** For whom it is kept; null where it is gone at the end. */
  player: z.string().nullable(),
  /** Waiting for the player, or adapting to what they have played. */
  state: z.enum(['listening', 'adapting']),
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
