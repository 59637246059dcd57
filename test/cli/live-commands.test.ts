import { describe, expect, it } from 'vitest';
import { parseControl } from '../../src/cli/control-values.js';
import { parsePort } from '../../src/cli/port-wish.js';
import { differences, recordedNotes, replayedNotes } from '../../src/cli/replay-differences.js';

describe('controls as they are written', () => {
  it.each([
    ['tempo', '90', { bpm: 90 }],
    ['meter', '6/8', { meter: { numerator: 6, denominator: 8 } }],
    ['register', '40-72', { register: { lowest: 40, highest: 72 } }],
    ['register', 'auto', { register: null }],
    ['density', 'auto', { density: null }],
    ['mute', 'on', { muted: true }],
    ['key', 'F# minor', { keyLock: 'F# minor' }],
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

describe('comparing a replay', () => {
  const on = (tick: number, pitch: number) =>
    ({ kind: 'note-on', voice: 'daemon', id: 0, channel: 0, pitch, velocity: 80, tick, atMs: 0 }) as const;
  const composed = (tick: number, pitch: number) =>
    ({ kind: 'note', tick, durationTicks: 10, pitch, velocity: 80, tempoRatio: null }) as const;
  const muted = (on: boolean, tick: number) => ({ kind: 'controls', controls: { muted: on }, tick, atMs: 0 }) as const;

  it('finds no difference in equal notes, and names those that are only in one', () => {
    const recorded = recordedNotes([on(0, 60), on(0, 64)]);
    expect(differences(recorded, replayedNotes([composed(0, 64), composed(0, 60)], []), 3)).toEqual([]);
    expect(differences(recorded, replayedNotes([composed(0, 64), composed(10, 60)], []), 3)).toEqual([
      'only in the recording: tick 0 pitch 60 velocity 80',
      'only in the replay: tick 10 pitch 60 velocity 80',
    ]);
  });

  it('expects nothing of stretches that were muted', () => {
    const events = [on(0, 60), muted(true, 100), muted(false, 300), on(400, 67)];
    const all = [composed(0, 60), composed(200, 64), composed(400, 67)];
    expect(differences(recordedNotes(events), replayedNotes(all, events), 3)).toEqual([]);
  });
});
