import { z } from 'zod';
import { controlChangeSchema } from './controls.js';
import * as state from './live-state.js';
import { scheduleStateSchema } from './schedule.js';

const { atMs, channel, tick } = state;

/** One line for the user. */
export interface Message {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** A kind of event: what it holds, and who needs it besides those who watch. */
interface EventRow<Fields extends z.ZodRawShape, Recorded extends boolean> {
  readonly fields: Fields;
  /** Whether the session's log keeps it, for the .mid and for replay; all others are for those who watch. */
  readonly isRecorded: Recorded;
  /** What it holds, as docs/protocol.md says it. */
  readonly holds: string;
  /** What dashboard and page show of it as a message; nothing where left out. */
  readonly message?: (fields: z.infer<z.ZodObject<Fields, z.core.$strict>>) => Message;
}

const row = <const Fields extends z.ZodRawShape, const Recorded extends boolean>(
  declared: EventRow<Fields, Recorded>,
): EventRow<Fields, Recorded> => declared;

/** All public events. Ticks and times as in `transport`. */
export const eventTable = {
  planned: row({
    fields: { notes: z.array(state.plannedNoteSchema) },
    isRecorded: false,
    holds: 'notes that the daemon intends to play: `id`, `tick`, `durationTicks`, `pitch`, `velocity`',
  }),
  revoked: row({
    fields: { ids: z.array(z.int()) },
    isRecorded: false,
    holds: '`ids` of planned notes that will not be played, because a control changed or the player played',
  }),
  'note-on': row({
    fields: state.soundingNoteSchema.shape,
    isRecorded: true,
    holds:
      "a note sounds: `voice` is `daemon` or `player`, `id` that of the planned one, `scoreTick` where it is written, left out where that is its `tick`. The daemon's are told when they are sent, or a little before",
  }),
  'note-off': row({
    fields: { voice: state.voiceSchema, channel, pitch: state.pitch, tick, atMs },
    isRecorded: true,
    holds: 'a note ends',
  }),
  pedal: row({
    fields: { voice: state.voiceSchema, channel, value: z.int().min(0).max(127), tick, atMs },
    isRecorded: true,
    holds: 'the sustain pedal, 0–127',
  }),
  transport: row({
    fields: { transport: state.transportSchema },
    isRecorded: true,
    holds: 'state, tempo, metre, clock source, from a moment on',
  }),
  controls: row({
    fields: { controls: controlChangeSchema, tick, atMs },
    isRecorded: true,
    holds: 'controls that have just taken new values',
  }),
  marker: row({
    fields: { text: z.string(), tick, atMs },
    isRecorded: true,
    holds: 'something was marked, e.g. `like`',
  }),
  health: row({
    fields: { health: state.healthSchema },
    isRecorded: false,
    holds: 'late notes, how far ahead the daemon has planned, time per event',
  }),
  'clock-sources': row({
    fields: { clockSources: state.clockSourcesSchema },
    isRecorded: false,
    holds: 'whose MIDI clock is followed, and whose are ignored',
  }),
  training: row({
    fields: { training: state.trainingSchema },
    isRecorded: false,
    holds: 'state and losses of the training under way',
  }),
  recording: row({
    fields: { recording: state.recordingSchema },
    isRecorded: false,
    holds: 'whether, and to which file',
  }),
  ports: row({
    fields: { ports: z.array(state.portSchema) },
    isRecorded: false,
    holds: 'MIDI ports of one direction, all of them',
  }),
  clients: row({ fields: { clients: z.int().min(0) }, isRecorded: false, holds: 'how many watch' }),
  composers: row({
    fields: {
      composers: z.array(z.string()),
      families: state.familiesSchema,
      playable: z.array(state.playableSchema),
    },
    isRecorded: false,
    holds:
      'models that can play, `families`: lists of those that can be blended with each other, and `playable`: for each its `model`, the `notes` of this composer that it was trained on, and whether it `isUnfinished`',
  }),
  knob: row({
    fields: { channel, controller: z.int().min(0).max(127), value: z.int().min(0).max(127), atMs },
    isRecorded: false,
    holds: 'the player has moved a MIDI controller',
  }),
  verbatim: row({
    fields: { verbatim: state.verbatimSchema.nullable() },
    isRecorded: false,
    holds:
      "how many of the daemon's latest notes, in a row, match its training music, and the highest count so far; null if its model has no index",
  }),
  surface: row({
    fields: { surface: state.surfaceSchema },
    isRecorded: false,
    holds: 'which controls and actions MIDI controllers are mapped to, and which one waits for a controller',
  }),
  likeness: row({
    fields: { likeness: state.likenessSchema.nullable() },
    isRecorded: false,
    holds:
      'whom the player sounds like: `notes` counted, and at most five `composers` with their `share`; null when this is off',
  }),
  adaptation: row({
    fields: { adaptation: state.adaptationSchema },
    isRecorded: false,
    holds:
      "how the network adapts to the player: `on`, whose model is kept (`player`), `state`, the `edition` that plays, and the nats of the `latest` lesson's notes before and after it",
  }),
  edition: row({
    fields: { edition: z.int().min(0), tick, atMs },
    isRecorded: true,
    holds:
      'from this `tick` on another state of the network plays: 0 as it was trained, else after so many lessons from the player',
  }),
  plan: row({
    fields: { bars: z.array(state.plannedBarSchema) },
    isRecorded: false,
    holds:
      'the `bars` planned from the current bar on; they replace those of the last `plan` event. Each has `tick`, `ticks`, `section` (A–H), `chords` with their `tick` and `name` (`C`, `Am`, `G7/B`), the `cadence` that ends with the bar, and `returnsTo`, the number of the bar that it repeats, or null. Published before the notes, and revised with them; empty without a plan network',
  }),
  ending: row({
    fields: { endTick: tick.nullable() },
    isRecorded: false,
    holds: '`endTick`, where the piece ends, or null while no end is ahead',
  }),
  schedules: row({
    fields: { schedules: z.array(scheduleStateSchema) },
    isRecorded: false,
    holds: 'what is done by itself, with its next and its last time',
  }),
  notice: row({
    fields: { level: z.enum(['info', 'warning', 'error']), text: z.string() },
    isRecorded: false,
    holds: 'something the user should know, as one line',
    message: ({ level, text }) => ({ level, text }),
  }),
};
