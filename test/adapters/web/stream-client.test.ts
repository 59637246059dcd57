import type { WebSocket } from 'ws';
import { describe, expect, it } from 'vitest';
import { Backlog } from '../../../src/adapters/web/backlog.js';
import { RateLimit } from '../../../src/adapters/web/rate-limit.js';
import { StreamClient } from '../../../src/adapters/web/stream-client.js';
import type { LiveEvent } from '../../../src/protocol/live-event.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const event: LiveEvent = { kind: 'revoked', ids: [1] };

/** As much of a socket as a client touches; `bufferedAmount` is what the other side has not read. */
const fakeSocket = () => {
  const sent: unknown[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    on: () => undefined,
    send: (text: string) => sent.push(JSON.parse(text)),
  };
  return { sent, socket, webSocket: socket as unknown as WebSocket };
};

describe('a client of the stream', () => {
  it('that stalls loses events, is told how many when it reads again, and is brought up to date', () => {
    const { sent, socket, webSocket } = fakeSocket();
    const snapshot = { type: 'snapshot', stream: 's', sequence: 9, mayCommand: true, snapshot: plainSnapshot } as const;
    const client = new StreamClient(webSocket, true, () => snapshot, 0);
    client.sendEvents('"a"', 1);
    socket.bufferedAmount = 300_000;
    client.sendEvents('"b"', 2);
    socket.bufferedAmount = 100_000;
    client.sendEvents('"c"', 3);
    socket.bufferedAmount = 0;
    client.sendEvents('"d"', 4);
    client.sendEvents('"e"', 5);
    expect(sent).toEqual(['a', { type: 'lost', count: 9 }, snapshot, 'e']);
  });
});

describe('the backlog', () => {
  it('keeps the latest events by their numbers', () => {
    const backlog = new Backlog(10, 5);
    expect(backlog.after(4)).toEqual([]);
    backlog.add([event, event]);
    expect(backlog.after(4)).toHaveLength(2);
    expect(backlog.after(6)).toEqual([]);
    expect(backlog.after(3)).toBeUndefined();
    expect(backlog.after(7)).toBeUndefined();
    for (let i = 0; i < 100; i++) backlog.add([event]);
    expect(backlog.after(5)).toBeUndefined();
    expect(backlog.after(96)).toHaveLength(10);
  });
});

describe('the rate limit', () => {
  it('lets a burst through, then a steady rate', () => {
    const limit = new RateLimit(10, 3, 0);
    expect([0, 0, 0, 0].map((ms) => limit.take(ms))).toEqual([true, true, true, false]);
    expect([100, 100, 200].map((ms) => limit.take(ms))).toEqual([true, false, true]);
    expect(Array.from({ length: 5 }, () => limit.take(60_000))).toEqual([true, true, true, false, false]);
  });
});
