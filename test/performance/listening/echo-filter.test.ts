import { describe, expect, it } from 'vitest';
import { EchoFilter } from '../../../src/performance/listening/echo-filter.js';
import { parseMidi } from '../../../src/performance/midi/midi-message.js';

const on = (pitch: number, channel = 0) => parseMidi([0x90 | channel, pitch, 70]);
const off = (pitch: number) => parseMidi([0x80, pitch, 0]);

describe('the echo guard', () => {
  it('knows own notes that come back, on another channel and at another velocity too', () => {
    const guard = new EchoFilter();
    guard.sent([0x90, 60, 100], 1000);
    expect(guard.isEcho(on(60, 5), 1003)).toBe(true);
  });

  it('accounts for each note once: a second one is a person', () => {
    const guard = new EchoFilter();
    guard.sent([0x90, 60, 100], 1000);
    expect(guard.isEcho(on(60), 1003)).toBe(true);
    expect(guard.isEcho(on(60), 1010)).toBe(false);
  });

  it('keeps a repeat that a person plays 40 ms later or more', () => {
    const guard = new EchoFilter();
    guard.sent([0x90, 60, 100], 1000);
    expect(guard.isEcho(on(60), 1041)).toBe(false);
  });

  it('takes releases and pedal for echoes by the same rule', () => {
    const guard = new EchoFilter();
    guard.sent([0x80, 60, 64], 1000);
    guard.sent([0xb0, 64, 127], 1000);
    expect(guard.isEcho(off(60), 1001)).toBe(true);
    expect(guard.isEcho(parseMidi([0xb0, 64, 127]), 1001)).toBe(true);
    expect(guard.isEcho(parseMidi([0xb0, 64, 127]), 1002)).toBe(false);
  });

  it('never mistakes a note for another', () => {
    const guard = new EchoFilter();
    guard.sent([0x90, 60, 100], 1000);
    expect(guard.isEcho(on(61), 1001)).toBe(false);
    expect(guard.isEcho(off(60), 1001)).toBe(false);
  });
});
