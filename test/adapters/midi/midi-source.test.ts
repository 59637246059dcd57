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
      [], // the port has gone
      [0x90, 62, 80],
    ]);
    source.close();
    source.close();
    expect(midi.open).toEqual([]);
  });

  it.each([
    [false, [false, true, true]],
    [true, [false, false, true]],
  ])('lets clock in only where it is followed (%s); sensing never', (wantsClock, ignored) => {
    const midi = new FakeMidi();
    new MidiSource(midi.access(), { name: 'in', kind: 'virtual' }, wantsClock, () => undefined).update([]);
    expect(midi.opened[0].ignored).toEqual(ignored);
  });

  it('hears of system exclusive no more than that it resets', () => {
    const midi = new FakeMidi();
    const heard: (readonly number[])[] = [];
    new MidiSource(midi.access(), { name: 'in', kind: 'virtual' }, false, (bytes) => heard.push(bytes)).update([]);
    const [port] = midi.opened;
    port.hear([0xf0, 0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x04, 0x7f, 0x3d, 0xf7]); // volume of a GS device
    port.hear(Array.from({ length: 20_000 }, (_, i) => (i === 0 ? 0xf0 : i === 19_999 ? 0xf7 : i & 0x7f)));
    expect(heard).toEqual([]);
    port.hear([0xf0, 0x7e, 0x7f, 0x09, 0x01, 0xf7]); // General MIDI on
    port.hear([0xf0, 0x41, 0x10, 0x42, 0x12, 0x40, 0x00, 0x7f, 0x00, 0x41, 0xf7]); // GS reset
    port.hear([0xf0, 0x43, 0x10, 0x4c, 0x00, 0x00, 0x7e, 0x00, 0xf7]); // XG on
    expect(heard).toEqual([[0xff], [0xff], [0xff]]);
  });

  it('takes another port of the same name where the first is taken, and the one whose numbers were given', () => {
    const midi = new FakeMidi();
    midi.there = [keys, 'Nord:Nord MIDI 1 24:0'];
    const source = (name: string) => new MidiSource(midi.access(), { name, kind: 'hardware' }, false, () => undefined);
    const [first, second, third] = [source('nord'), source('nord'), source('nord')];
    expect(first.update(midi.there)).toBe(true);
    expect(second.update(midi.there, [first.openName])).toBe(true);
    expect(third.update(midi.there, [first.openName, second.openName])).toBe(false);
    expect(midi.open.map(({ openName }) => openName)).toEqual(midi.there);
    const numbered = source('24:0');
    numbered.update(midi.there);
    expect(numbered.port.name).toBe('Nord:Nord MIDI 1 24:0');
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
