import { describe, expect, it } from 'vitest';
import { MidiSource } from '../../../src/adapters/midi/midi-source.js';
import { FakeMidi } from './fake-midi-library.js';

const keys = 'Nord:Nord MIDI 1 20:0';

describe('a MIDI source', () => {
  it('passes on what it hears, and goes and comes with its port', () => {
    const midi = new FakeMidi();
    const heard: (readonly number[])[] = [];
    const source = new MidiSource(midi.access(), { name: 'nord', kind: 'hardware' }, false, (bytes) => {
      heard.push(bytes);
    });
    expect(source.update([])).toBe(false);
    midi.there = [keys];
    expect(source.update(midi.there)).toBe(true);
    midi.open[0].hear([0x90, 60, 80]);
    expect(source.update([])).toBe(true);
    expect(source.port).toEqual({ name: 'nord', direction: 'in', kind: 'hardware', connected: false });
    expect(source.update(midi.there)).toBe(true);
    midi.open[0].hear([0x90, 62, 80]);
    expect(heard).toEqual([
      [0x90, 60, 80],
      [0x90, 62, 80],
    ]);
    source.close();
    source.close();
    expect(midi.open).toEqual([]);
  });

  it.each([
    [false, [true, true, true]],
    [true, [true, false, true]],
  ])('lets clock in only where it is followed (%s); system exclusive and sensing never', (wantsClock, ignored) => {
    const midi = new FakeMidi();
    new MidiSource(midi.access(), { name: 'in', kind: 'virtual' }, wantsClock, () => undefined).update([]);
    expect(midi.opened[0].ignored).toEqual(ignored);
  });

  it('waits where its port refuses or there are no virtual ports', () => {
    const midi = new FakeMidi();
    midi.there = [keys];
    midi.taken = [keys];
    const hardware = new MidiSource(midi.access(), { name: 'nord', kind: 'hardware' }, false, () => undefined);
    expect(hardware.update(midi.there)).toBe(false);
    const virtual = new MidiSource(midi.access(false), { name: 'in', kind: 'virtual' }, false, () => undefined);
    expect(virtual.update([])).toBe(false);
    expect(midi.open).toEqual([]);
  });
});
