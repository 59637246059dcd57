import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandSchema } from '../../../src/protocol/command.js';
import { settledHeap } from './settled-heap.js';
import { TOKEN, WebStand, type TestClient } from './web-stand.js';

const FRAMES = 10_000;
const HANDSHAKES = 1000;
/** Beyond this something piles up. */
const GROWTH_BYTES = 12_000_000;

let stand: WebStand;
beforeEach(() => {
  stand = new WebStand();
});
afterEach(() => stand.close());

/** Nearly right requests, JSON of all kinds, and no JSON at all. */
const frames = fc.oneof(
  fc.json(),
  fc.string(),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      id: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
      command: fc.record({
        kind: fc.constantFrom('set', 'key', 'keep', 'ramp', 'record', 'transport', 'pedal', '__proto__', 'quit '),
        controls: fc.object(),
        bpm: fc.oneof(fc.double(), fc.string()),
        pitch: fc.integer(),
      }),
    })
    .map((request) => JSON.stringify(request)),
);

const isValid = (frame: string | Buffer): boolean => {
  try {
    const { id, command, ...rest } = JSON.parse(frame.toString()) as Record<string, unknown>;
    const isId = typeof id === 'number' || (typeof id === 'string' && id.length <= 100);
    return isId && Object.keys(rest).length === 0 && commandSchema.safeParse(command).success;
  } catch {
    return false;
  }
};

/** Each frame gets one answer; a pong at the end says that all have been read. */
const sendAll = async (client: TestClient, sent: readonly (string | Buffer)[]): Promise<void> => {
  for (const frame of sent) client.socket.send(frame);
  client.socket.ping();
  await once(client.socket, 'pong');
};

describe('strangers', () => {
  it(`send ${FRAMES} fuzzed frames, and nothing is obeyed, crashes or piles up`, async () => {
    await stand.start();
    const sample = fc.sample(frames, { numRuns: FRAMES, seed: 20_261_124 }).filter((frame) => !isValid(frame));
    expect(sample.length).toBeGreaterThan(FRAMES * 0.9);
    const before = settledHeap();
    for (let from = 0; from < sample.length; from += 1000) {
      const client = await stand.connect(); // within its limit of requests, or else they would not be read
      await sendAll(client, sample.slice(from, from + 1000));
      client.messages.length = 0;
      client.socket.terminate();
    }
    expect(stand.obeyed).toEqual([]);
    expect(settledHeap() - before).toBeLessThan(GROWTH_BYTES);
    const client = await stand.connect();
    expect(await client.ask(1, { kind: 'ping' })).toMatchObject({ ok: true });
  });

  it(`try ${HANDSHAKES} bad handshakes, and none comes in`, async () => {
    await stand.start();
    const { port } = new URL(stand.url);
    const host = `127.0.0.1:${port}`;
    const upgrade = (lines: string): string =>
      `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines}\r\n\r\n`;
    const bad = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc
        .base64String({ maxLength: 40 })
        .map((key) => upgrade(`Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13`)),
      fc.nat().map((version) => upgrade(`Authorization: Bearer ${TOKEN}\r\nSec-WebSocket-Version: ${version}`)),
      fc.base64String({ maxLength: 60 }).map((token) => upgrade(`Authorization: Bearer ${token}`)),
      fc.constant(`GET / HTTP/1.1\r\nHost: ${'a'.repeat(9000)}\r\n\r\n`),
      fc.constant(upgrade(`${'X: y\r\n'.repeat(3000)}Origin: http://${host}`)),
    );
    const before = settledHeap();
    for (const text of fc.sample(bad, { numRuns: HANDSHAKES, seed: 7 })) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      let answer = '';
      socket.setEncoding('latin1').on('data', (data: string) => (answer += data));
      socket.end(text, 'latin1');
      if (!socket.closed) await once(socket, 'close');
      expect(answer).not.toContain(' 101 ');
    }
    expect(stand.hub.snapshot.clients).toBe(0);
    expect(settledHeap() - before).toBeLessThan(GROWTH_BYTES);
    expect((await stand.fetch('')).status).toBe(200);
  });
});
