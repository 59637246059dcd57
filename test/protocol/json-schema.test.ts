import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { protocolJsonSchema } from '../../src/protocol/json-schema.js';
import { requestSchema } from '../../src/protocol/command.js';
import { serverMessageSchema } from '../../src/protocol/stream.js';
import { plainSnapshot } from './plain-snapshot.js';

const definitionsSchema = z.object({
  definitions: z.object({ request: z.record(z.string(), z.unknown()), message: z.record(z.string(), z.unknown()) }),
});
const { definitions } = definitionsSchema.parse(protocolJsonSchema());

/** A validator made of the JSON Schema alone, as another language would make one. */
const request = z.fromJSONSchema(definitions.request);
const message = z.fromJSONSchema(definitions.message);

describe('the JSON Schema', () => {
  it('takes and refuses the requests that the daemon takes and refuses', () => {
    const candidates = [
      { id: 1, command: { kind: 'panic' } },
      { id: 'a', command: { kind: 'set', controls: { tempo: 90, mode: 'duet' } } },
      { id: 1, command: { kind: 'set', controls: { tempo: 900 } } },
      { id: 1, command: { kind: 'set', controls: { loudness: 3 } } },
      { id: 1, command: { kind: 'dance' } },
      { id: 1, command: { kind: 'key', pitch: 60, velocity: 128 } },
      { id: 1, command: { kind: 'key', pitch: 60, velocity: 127 } },
      { id: null, command: { kind: 'panic' } },
      { command: { kind: 'panic' } },
      [],
    ];
    for (const candidate of candidates) {
      const own = requestSchema.safeParse(candidate).success;
      expect(request.safeParse(candidate).success, JSON.stringify(candidate)).toBe(own);
    }
  });

  it('takes the messages that the daemon sends', () => {
    const messages = [
      { type: 'snapshot', stream: 's', sequence: 3, mayCommand: true, snapshot: plainSnapshot },
      { type: 'resumed', stream: 's', sequence: 3, mayCommand: false },
      { type: 'events', sequence: 4, events: [{ kind: 'clients', clients: 2 }] },
      { type: 'lost', count: 7 },
      { type: 'response', response: { id: 1, ok: false, error: 'no', code: 'NO' } },
    ];
    for (const each of messages) {
      expect(serverMessageSchema.safeParse(each).error?.message, each.type).toBeUndefined();
      expect(message.safeParse(each).success, each.type).toBe(true);
    }
    expect(message.safeParse({ type: 'lost', count: 'many' }).success).toBe(false);
  });
});
