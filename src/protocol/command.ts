import { z } from 'zod';
import { bindableSchema, isKnob } from './binding.js';
import { controlChangeSchema } from './controls.js';

/** Raised when a command or event changes its meaning; clients compare it with the snapshot's. */
export const PROTOCOL_VERSION = 2;

/** Everything a client may ask of the daemon. */
export const commandSchema = z.discriminatedUnion('kind', [
  /** Turns controls; either all of them take or none. */
  z.strictObject({ kind: z.literal('set'), controls: controlChangeSchema }),
  /** The tempo glides to `bpm` over some beats. */
  z.strictObject({ kind: z.literal('ramp'), bpm: z.number().min(20).max(400), beats: z.number().min(0).max(1024) }),
  /** One tap of a tapped tempo. */
  z.strictObject({ kind: z.literal('tap') }),
  z.strictObject({ kind: z.literal('transport'), action: z.enum(['start', 'stop', 'continue']) }),
  /** Silences everything at once; playing goes on at the next bar. */
  z.strictObject({ kind: z.literal('panic') }),
  /** Brings the piece to its end by a cadence within so many bars, 8 where they are not given; then time stops. */
  z.strictObject({ kind: z.literal('end'), bars: z.exactOptional(z.int().min(1).max(64)) }),
  /** A key of a client's own keyboard, as if it had come from a MIDI input. Velocity 0 is key-up. */
  z.strictObject({ kind: z.literal('key'), pitch: z.int().min(0).max(127), velocity: z.int().min(0).max(127) }),
  z.strictObject({ kind: z.literal('pedal'), down: z.boolean() }),
  /** A knob, fader or button of a client's own controller, as if it had come from a MIDI input. */
  z.strictObject({
    kind: z.literal('knob'),
    channel: z.int().min(0).max(15),
    controller: z.int().min(0).max(127).refine(isKnob, 'a controller from 0 to 119, and not 64, the pedal'),
    value: z.int().min(0).max(127),
  }),
  /** Marks what was just played. */
  z.strictObject({ kind: z.literal('like') }),
  /** Saves the latest seconds as a file, whether or not the session is recorded. */
  z.strictObject({ kind: z.literal('keep'), seconds: z.number().min(1).max(3600) }),
  z.strictObject({ kind: z.literal('record'), on: z.boolean() }),
  /** Learns from what the player plays, no longer does so, or forgets what was learned from him. */
  z.strictObject({ kind: z.literal('lessons'), action: z.enum(['on', 'off', 'forget']) }),
  /** The next MIDI controller that is moved takes this in its hand; null gives up waiting. */
  z.strictObject({ kind: z.literal('learn'), control: bindableSchema.nullable() }),
  /** Takes it out of the hand of all controllers. */
  z.strictObject({ kind: z.literal('forget'), control: bindableSchema }),
  /** Asks for the daemon's clock, `{ nowMs }`: half the round trip tells how far the client's own is off. */
  z.strictObject({ kind: z.literal('ping') }),
  /** Asks for a snapshot. */
  z.strictObject({ kind: z.literal('status') }),
  /** Ends the daemon in good order. */
  z.strictObject({ kind: z.literal('quit') }),
]);

export type Command = z.infer<typeof commandSchema>;

/** Whether a command changes nothing, so that those who may only watch may send it. */
export const isQuestion = ({ kind }: Command): boolean => kind === 'ping' || kind === 'status';

/** A command on the wire; `id` comes back with its answer. */
export const requestSchema = z.strictObject({ id: z.union([z.string().max(100), z.number()]), command: commandSchema });

/** What became of a command: `result` where it asked for something, `error` as one line when nothing was changed. */
export const responseSchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: requestSchema.shape.id.nullable(), ok: z.literal(true), result: z.unknown().optional() }),
  z.strictObject({ id: requestSchema.shape.id.nullable(), ok: z.literal(false), error: z.string(), code: z.string() }),
]);

export type Response = z.infer<typeof responseSchema>;

/** What `keep`, and `record` when it ends a recording, answer: the .mid and what is in it. */
export const savedSchema = z.object({ file: z.string(), notes: z.number(), seconds: z.number() });
