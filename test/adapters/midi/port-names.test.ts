import { describe, expect, it } from 'vitest';
import {
  byAddressFirst,
  foreignPorts,
  matchPort,
  matchingPorts,
  shortName,
  stableName,
} from '../../../src/adapters/midi/port-names.js';
import { silencingMessages } from '../../../src/adapters/midi/silence-port.js';

const names = ['Midi Through:Midi Through Port-0 14:0', 'FLUID Synth (99):Synth input port 128:0', 'Synth:Synth 130:1'];

describe('names of ports', () => {
  it('lose the numbers that change', () => {
    expect(stableName(names[0])).toBe('Midi Through:Midi Through Port-0');
    expect(stableName('IAC Driver Bus 1')).toBe('IAC Driver Bus 1');
  });

  it('are found by a part, in any case, and the very name first', () => {
    expect(matchPort('fluid', names)).toBe(names[1]);
    expect(matchPort('synth:synth', names)).toBe(names[2]);
    expect(matchPort('organ', names)).toBeUndefined();
  });

  it.each([
    ['130:1', 'Synth:Synth 130:1'],
    ['synth 130:1', 'Synth:Synth 130:1'],
    ['Synth:Synth 130:1', 'Synth:Synth 130:1'],
    ['midi through:0', 'Midi Through:Midi Through Port-0 14:0'],
    ['organ 130:1', undefined],
    ['130:2', undefined],
    ['30:1', undefined],
    ['synth:7', undefined],
  ])('are understood by client:port: %s', (wanted, name) => {
    expect(matchPort(wanted, names)).toBe(name);
  });

  it('are told apart by their numbers only where their names are equal', () => {
    const two = ['Keys:Keys MIDI 20:0', 'Keys:Keys MIDI 24:0', 'Nord:Nord 28:0'];
    expect(two.map((name) => shortName(name, two))).toEqual([two[0], two[1], 'Nord:Nord']);
    expect(matchPort('keys', two, [two[0]])).toBe(two[1]);
    expect(byAddressFirst(['keys', '20:0'], (wish) => wish)).toEqual(['20:0', 'keys']);
  });

  it('may fit several ports, the very name first', () => {
    expect(matchingPorts('synth', [...names, 'Synth 131:0'])).toEqual(['Synth 131:0', names[1], names[2]]);
  });

  it("are not the daemon's own, nor those of its ends of connections", () => {
    const own = 'RtMidi Output Client:music-lstm-daemon 129:0';
    const ends = ['RtMidi Output Client:RtMidi Output 130:0', 'RtMidi Input Client:RtMidi Input 131:0'];
    expect(foreignPorts([...names, own, ...ends], ['music-lstm-daemon'])).toEqual(names);
  });

  it('are not confused with those of other programs that use the same library', () => {
    const other = 'RtMidi Output Client:drum machine 129:0';
    expect(foreignPorts([other], ['music-lstm-daemon'])).toEqual([other]);
  });
});

describe('silencing an instrument', () => {
  it('lifts the pedal, releases every key and ends all sound on the channel', () => {
    const messages = silencingMessages(3);
    expect(messages[0]).toEqual([0xb3, 64, 0]);
    expect(messages.filter(([status]) => status === 0x83)).toHaveLength(128);
    expect(messages.at(-1)).toEqual([0xb3, 120, 0]);
  });
});
