import { describe, expect, it } from 'vitest';
import { foreignPorts, matchPort, matchingPorts, stableName } from '../../../src/adapters/midi/port-names.js';
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
