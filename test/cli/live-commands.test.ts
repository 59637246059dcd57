import { describe, expect, it } from 'vitest';
import { parseControl } from '../../src/cli/control-values.js';
import { parsePort } from '../../src/cli/port-option.js';

describe('controls as they are written', () => {
  it.each([
    ['tempo', '90', { tempo: 90 }],
    ['meter', '6/8', { meter: { numerator: 6, denominator: 8 } }],
    ['register', '40-72', { register: { lowest: 40, highest: 72 } }],
    ['register', 'auto', { register: null }],
    ['density', 'auto', { density: null }],
    ['mute', 'on', { mute: true }],
    ['key', 'F# minor', { key: 'F# minor' }],
    ['quote-limit', '16', { quoteLimit: 16 }],
    ['quote-limit', 'off', { quoteLimit: null }],
  ])('%s=%s', (name, text, change) => {
    expect(parseControl(name, text)).toEqual(change);
  });

  it.each([
    ['tempo', '1000'],
    ['tempo', ''],
    ['meter', '4/5'],
    ['register', '60-64'],
    ['mute', 'maybe'],
    ['key', 'H major'],
    ['quote-limit', '7'],
    ['wings', '2'],
  ])('refuses %s=%s with words', (name, text) => {
    expect(() => parseControl(name, text)).toThrow(name);
  });
});

describe('ports as they are written', () => {
  it('have a name, and what differs from the others', () => {
    expect(parsePort('fluid')).toEqual({ name: 'fluid' });
    expect(parsePort('My Synth,channel=2,program=5,offset=-12,clock=on')).toEqual({
      name: 'My Synth',
      channel: 2,
      program: 5,
      offset: -12,
      clock: true,
    });
  });

  it.each([',channel=2', 'a,channel=17', 'a,offset=1000', 'a,wings=2', 'a,channel'])('are refused as %s', (text) => {
    expect(() => parsePort(text)).toThrow();
  });
});
