import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monotonicClock } from '../../../src/adapters/clock/monotonic-clock.js';
import { MidiRing } from '../../../src/workers/shared/midi-ring.js';
import { WakeSignal } from '../../../src/workers/shared/wake-signal.js';

describe('the ring of MIDI input', () => {
  it('gives back what was written, in order, however reading and writing alternate', () => {
    const message = fc.record({
      atMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
      bytes: fc.array(fc.nat(255), { maxLength: 3 }),
      source: fc.nat(255),
    });
    fc.assert(
      fc.property(fc.array(fc.array(message, { maxLength: 40 }), { maxLength: 60 }), (rounds) => {
        const buffer = MidiRing.buffer();
        const [writer, reader] = [new MidiRing(buffer), new MidiRing(buffer)];
        for (const round of rounds) {
          for (const { atMs, bytes, source } of round) writer.write(atMs, bytes, source);
          for (const written of round) expect(reader.read()).toEqual(written);
          expect(reader.read()).toBeUndefined();
        }
      }),
    );
  });

  it('drops what it has no room for, and counts it', () => {
    const ring = new MidiRing(MidiRing.buffer());
    const kept = Array.from({ length: 5000 }, (_, i) => ring.write(i, [0x90, 60, 1])).filter(Boolean);
    expect(ring.dropped).toBe(5000 - kept.length);
    expect(kept.length).toBeGreaterThan(4000);
    ring.countDropped(7);
    expect(ring.dropped).toBe(5007 - kept.length);
    expect(ring.read()).toMatchObject({ atMs: 0 });
  });

  it('has room for the release of all keys when it has none for notes', () => {
    const ring = new MidiRing(MidiRing.buffer());
    while (ring.write(0, [0x90, 60, 1]));
    expect(ring.write(1, [0xff], 3)).toBe(true);
    expect(ring.write(2, [], 3)).toBe(true);
    expect(ring.write(3, [0x80, 60, 0], 3)).toBe(false);
  });
});

describe('the wake signal', () => {
  it('waits for its time, and not when it has been rung since', () => {
    const signal = new WakeSignal(WakeSignal.buffer());
    const startMs = monotonicClock.nowMs();
    signal.waitUntil(startMs + 3, signal.count, monotonicClock);
    expect(monotonicClock.nowMs()).toBeGreaterThanOrEqual(startMs + 3);
    const seen = signal.count;
    signal.ring();
    signal.waitUntil(monotonicClock.nowMs() + 60_000, seen, monotonicClock);
    expect(monotonicClock.nowMs() - startMs).toBeLessThan(30_000);
  });
});
