import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settledHeap } from './settled-heap.js';
import { WebStand } from './web-stand.js';

const FAST_CLIENTS = 100;
/** STREAM_MINUTES=10 for the long run; its figure is in docs/benchmarks.md. */
const SECONDS = Number(process.env.STREAM_MINUTES ?? 0.25) * 60;
const BATCH_MS = 100;
/** As much as makes the kernel's buffers overflow even in a short run. */
const MARKER_BYTES = Math.max(4000, 6_000_000 / ((SECONDS * 1000) / BATCH_MS));
const GROWTH_BYTES = 20_000_000;

let stand: WebStand;
beforeEach(() => {
  stand = new WebStand();
});
afterEach(() => stand.close());

describe('one stalled and a hundred fast clients', () => {
  it('never delay what happens, nor grow memory', { timeout: 1_000_000 }, async () => {
    await stand.start();
    const before = settledHeap();
    const fast = await Promise.all(Array.from({ length: FAST_CLIENTS }, () => stand.connect()));
    let received = 0;
    for (const { socket } of fast) {
      socket.removeAllListeners('message'); // what they are told is of no interest here
      socket.on('message', () => (received += 1));
    }
    const stalled = await stand.connect();
    stalled.socket.pause();
    const slowestMs = await new Promise<number>((resolve) => {
      let slowest = 0;
      let tick = 0;
      const timer = setInterval(() => {
        const from = performance.now();
        for (let i = 0; i < 4; i++) {
          const at = { tick: (tick += 10), atMs: from };
          stand.hub.publish({ kind: 'note-on', voice: 'daemon', id: tick, channel: 0, pitch: 60, velocity: 80, ...at });
          stand.hub.publish({ kind: 'note-off', voice: 'daemon', channel: 0, pitch: 60, ...at });
        }
        stand.hub.publish({ kind: 'marker', text: 'x'.repeat(MARKER_BYTES), tick, atMs: from });
        slowest = Math.max(slowest, performance.now() - from);
        if (tick * (BATCH_MS / 40) < SECONDS * 1000) return;
        clearInterval(timer);
        resolve(slowest);
      }, BATCH_MS);
    });
    const grown = settledHeap() - before;
    stalled.messages.length = 0;
    stalled.socket.resume();
    const more = setInterval(() => stand.hub.publish({ kind: 'revoked', ids: [1] }), BATCH_MS);
    const lost = await stalled.until(({ type }) => type === 'lost');
    clearInterval(more);
    process.stderr.write(
      `${SECONDS} s: ${received} messages to ${FAST_CLIENTS} clients, grown by ${(grown / 1e6).toFixed(1)} MB, slowest publishing ${slowestMs.toFixed(2)} ms, stalled one lost ${lost.type === 'lost' ? lost.count : 0}\n`,
    );
    expect(grown).toBeLessThan(GROWTH_BYTES);
    expect(received).toBeGreaterThan(FAST_CLIENTS * 10);
    // publishing hands over to a later turn of the event loop: whoever publishes waits for no client
    expect(slowestMs).toBeLessThan(BATCH_MS);
    expect(fast.every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
  });
});
