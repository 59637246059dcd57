import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MidiDestination } from '../../../src/adapters/midi/midi-destination.js';
import { FakeMidi } from './fake-midi-library.js';

const synth = 'FLUID Synth (99):Synth input port 128:0';
const again = 'FLUID Synth (100):Synth input port 129:0';
const plan = { name: 'fluid', kind: 'hardware', channel: 2, program: 11 } as const;

const destination = (midi: FakeMidi) => new MidiDestination(midi.access(), plan);

describe('a MIDI destination', () => {
  it('is opened when its port is there, with its program, and told by its stable name', () => {
    const midi = new FakeMidi();
    midi.there = [synth];
    const output = destination(midi);
    expect(output.port).toEqual({ name: 'fluid', direction: 'out', kind: 'hardware', connected: false });
    expect(output.update(midi.there)).toBe(true);
    expect(output.port).toEqual({
      name: 'FLUID Synth (99):Synth input port',
      direction: 'out',
      kind: 'hardware',
      connected: true,
    });
    output.send([0x92, 60, 80]);
    expect(midi.open[0].sent).toEqual([
      [0xc2, 11],
      [0x92, 60, 80],
    ]);
  });

  it('is let go when its port has gone, and opened again under another number', () => {
    const midi = new FakeMidi();
    midi.there = [synth];
    const output = destination(midi);
    output.update(midi.there);
    midi.there = [];
    expect(output.update(midi.there)).toBe(true);
    expect(output.port.connected).toBe(false);
    output.send([0x92, 60, 80]); // swallowed
    midi.there = [again];
    expect(output.update(midi.there)).toBe(true);
    expect(output.name).toBe('FLUID Synth (100):Synth input port');
  });

  it('changes over in one look where its instrument was started again between two', () => {
    const midi = new FakeMidi();
    midi.there = [synth];
    const output = destination(midi);
    output.update(midi.there);
    midi.there = [again];
    expect(output.update(midi.there)).toBe(true);
    expect(midi.open.map(({ openName }) => openName)).toEqual([again]);
    expect(output.update(midi.there)).toBe(false);
  });

  it('is told as not connected when its port refuses, and tries again at the next look', () => {
    const midi = new FakeMidi();
    midi.there = [synth];
    midi.taken = [synth];
    const output = destination(midi);
    expect(output.update(midi.there)).toBe(false);
    expect(output.port.connected).toBe(false);
    midi.taken = [];
    expect(output.update(midi.there)).toBe(true);
  });

  it('waits for a port that was listed and has gone again', () => {
    const midi = new FakeMidi();
    expect(destination(midi).update([synth])).toBe(false);
    expect(midi.open).toEqual([]);
  });

  it('is a virtual port where there are such, and none elsewhere', () => {
    const midi = new FakeMidi();
    const virtual = { ...plan, name: 'music-lstm-daemon', kind: 'virtual' } as const;
    const output = new MidiDestination(midi.access(), virtual);
    expect(output.update([])).toBe(true);
    expect(output.update([])).toBe(false);
    expect(midi.open[0]).toMatchObject({ isVirtual: true, openName: 'music-lstm-daemon' });
    const nowhere = new MidiDestination(midi.access(false), virtual);
    expect(nowhere.update([])).toBe(false);
    expect(nowhere.port.connected).toBe(false);
  });

  it('has one port open where one fits and none where none does, whatever came and went before', () => {
    const lists = fc.array(fc.subarray([synth, again, 'Organ:Organ 130:0']), { maxLength: 20 });
    fc.assert(
      fc.property(lists, (looks) => {
        const midi = new FakeMidi();
        const output = destination(midi);
        for (const names of looks) {
          midi.there = names;
          const before = output.port;
          const changed = output.update(names);
          if (before.connected !== output.port.connected || before.name !== output.port.name)
            expect(changed).toBe(true);
          expect(output.port.connected).toBe(names.some((name) => name.startsWith('FLUID')));
          expect(midi.open.length).toBe(output.port.connected ? 1 : 0);
          if (output.port.connected) expect(names).toContain(midi.open[0].openName);
        }
        output.close();
        output.close();
        expect(midi.open).toEqual([]);
      }),
    );
  });
});
