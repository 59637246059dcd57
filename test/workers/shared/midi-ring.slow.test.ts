import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { monotonicClock } from '../../../src/adapters/clock/monotonic-clock.js';
import { MidiRing, type StampedMessage } from '../../../src/workers/shared/midi-ring.js';
import { WakeSignal } from '../../../src/workers/shared/wake-signal.js';

const COUNT = 20_000;

/** A thread that writes as fast as it can, each message with its number, and rings for each. */
const writer = `
const { workerData } = require('node:worker_threads');
Promise.all([import(workerData.ring), import(workerData.wake), import(workerData.clock)]).then(
  ([{ MidiRing }, { WakeSignal }, { monotonicClock }]) => {
    const ring = new MidiRing(workerData.midi);
    const signal = new WakeSignal(workerData.signal);
    for (let i = 0; i < ${COUNT}; i++) {
      ring.write(monotonicClock.nowMs(), [0x90, i & 127, (i >> 7) & 127]);
      signal.ring();
    }
  },
);
`;

const built = (file: string): string => new URL(`../../../dist/${file}`, import.meta.url).href;

describe('the ring between two threads', () => {
  it('loses nothing but what it counts, mixes up nothing, and wakes the reader', async () => {
    const [midi, signal] = [MidiRing.buffer(), WakeSignal.buffer()];
    const files = {
      ring: built('workers/shared/midi-ring.js'),
      wake: built('workers/shared/wake-signal.js'),
      clock: built('adapters/clock/monotonic-clock.js'),
    };
    const startMs = monotonicClock.nowMs();
    const worker = new Worker(writer, { eval: true, workerData: { midi, signal, ...files } });
    const ended = once(worker, 'exit');
    const [ring, wake] = [new MidiRing(midi), new WakeSignal(signal)];
    const heard: StampedMessage[] = [];
    for (let seen = wake.count; heard.length + ring.dropped < COUNT; seen = wake.count) {
      for (let next = ring.read(); next; next = ring.read()) heard.push(next);
      const waitFromMs = monotonicClock.nowMs();
      if (heard.length + ring.dropped < COUNT) wake.waitUntil(waitFromMs + 10_000, seen, monotonicClock);
      expect(monotonicClock.nowMs() - waitFromMs).toBeLessThan(9000);
    }
    const endMs = monotonicClock.nowMs();
    await ended;
    expect(heard.length).toBeGreaterThan(0);
    const numbers = heard.map(({ bytes }) => bytes[1] + bytes[2] * 128);
    const increases = numbers.map((number, i) => (i === 0 ? number : (number - numbers[i - 1]) & 16_383));
    expect(increases.slice(1).every((step) => step > 0)).toBe(true);
    const times = heard.map(({ atMs }) => atMs);
    expect(times.every((atMs, i) => atMs >= (i === 0 ? startMs : times[i - 1]) && atMs <= endMs)).toBe(true);
  });
});
