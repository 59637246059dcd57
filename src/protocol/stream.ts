import { z } from 'zod';
import { responseSchema } from './command.js';
import { liveEventSchema, snapshotSchema } from './live-event.js';

/** WebSocket subprotocol of the stream. A client that has a token also offers `token.<token>`. */
export const SUBPROTOCOL = 'music-lstm-daemon.v1';
export const TOKEN_PREFIX = 'token.';

/** What the daemon sends over a WebSocket, one JSON object a text frame. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  /** The state after event number `sequence`: the first message, and again after lost events. */
  z.strictObject({
    type: z.literal('snapshot'),
    /** Names this run of the daemon; numbers of events count within it. */
    stream: z.string(),
    sequence: z.int().min(0),
    /** Whether this client may send commands, or only watch. */
    mayCommand: z.boolean(),
    snapshot: snapshotSchema,
  }),
  /** Instead of a first snapshot, where the client asked with `?stream=…&after=…` to go on and nothing is missing. */
  z.strictObject({
    type: z.literal('resumed'),
    stream: z.string(),
    sequence: z.int().min(0),
    mayCommand: z.boolean(),
  }),
  /** What happened, in order; the first has number `sequence`. */
  z.strictObject({ type: z.literal('events'), sequence: z.int().min(1), events: z.array(liveEventSchema).min(1) }),
  /** The client was too slow: so many events were not sent. A snapshot follows. */
  z.strictObject({ type: z.literal('lost'), count: z.int().min(1) }),
  /** The answer to a request. */
  z.strictObject({ type: z.literal('response'), response: responseSchema }),
]);

export type ServerMessage = z.infer<typeof serverMessageSchema>;
