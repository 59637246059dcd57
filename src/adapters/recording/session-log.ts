import { z } from 'zod';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import { controlsSchema } from '../../protocol/controls.js';
import { liveEventSchema } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';

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
  controls: controlsSchema,
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

const settingsSchema = controlsSchema
  .pick({ composer: true, temperature: true, topP: true, density: true, register: true, keyLock: true, meter: true })
  .extend({ meterTick: z.number(), edition: z.int().min(0).default(0) });

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
      settings: settingsSchema,
    }),
  }),
  z.strictObject({ kind: z.literal('end'), kept: z.int(), tick: z.number(), atMs: z.number() }),
]);

const eventSchema = z.union([liveEventSchema, replayRecordSchema]);

/** The session's log cannot be read as one. */
export class SessionLogError extends DaemonError {
  readonly code = 'SESSION_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      `"${file}" is no session that can be read: ${reason}. Name a .session.jsonl file of output/sessions.`,
      options,
    );
  }
}

/** Whether a recording or a replay needs an event; the others are for those who watch. */
export const isRecorded = ({ kind }: PerformanceEvent): boolean => {
  switch (kind) {
    case 'note-on':
    case 'note-off':
    case 'pedal':
    case 'transport':
    case 'controls':
    case 'marker':
    case 'edition':
    case 'revision':
    case 'end':
      return true;
    case 'planned':
    case 'revoked':
    case 'health':
    case 'clock-sources':
    case 'training':
    case 'recording':
    case 'ports':
    case 'clients':
    case 'composers':
    case 'knob':
    case 'likeness':
    case 'verbatim':
    case 'surface':
    case 'schedules':
    case 'lessons':
    case 'notice':
      return false;
  }
};

/** A session as it was logged. */
export interface SessionLog {
  readonly header: SessionHeader;
  readonly events: readonly PerformanceEvent[];
  /** Whether it came to its end, and was not cut off. */
  readonly isComplete: boolean;
}

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};

/** Reads a log back. A last line that was torn by a crash is left out; any other damage is an error. */
export const parseSessionLog = (text: string, file: string): SessionLog => {
  const lines = text.split('\n').filter((line) => line !== '');
  const header = sessionHeaderSchema.safeParse(parseLine(lines[0] ?? ''));
  if (!header.success) throw new SessionLogError(file, 'its first line is not the header of a session');
  const events: PerformanceEvent[] = [];
  lines.slice(1).forEach((line, i) => {
    const event = eventSchema.safeParse(parseLine(line));
    if (event.success) events.push(event.data);
    else if (i < lines.length - 2) throw new SessionLogError(file, `line ${i + 2} is damaged`);
  });
  return { header: header.data, events, isComplete: events.at(-1)?.kind === 'end' };
};
