import { describe, expect, it } from 'vitest';
import { foreignPorts, matchPort, stableName } from '../../../src/adapters/midi/port-names.js';
import { subscribersOf } from '../../../src/adapters/midi/sequencer-clients.js';
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

  it("are not the daemon's own", () => {
    const own = 'RtMidi Output Client:music-lstm-daemon 129:0';
    expect(foreignPorts([...names, own], ['music-lstm-daemon'])).toEqual(names);
  });
});

describe('who listens to a port', () => {
  const clients = `Client info
  cur  clients : 4
Client   0 : "System" [Kernel Legacy]
  Port   0 : "Timer" (Rwe-) [In/Out]
    Connecting To: 128:0
Client 129 : "RtMidi Output Client" [User Legacy]
  Port   0 : "music-lstm-daemon" (R-e-) [In]
    Connecting To: 130:0, 131:2[real:0]
Client 130 : "seqprobe" [User Legacy]
  Port   0 : "seqprobe" (-We-) [Out]
    Connected From: 129:0
`;

  it('is read from the list of the sequencer', () => {
    expect(subscribersOf(clients, 'music-lstm-daemon')).toEqual(['130:0', '131:2']);
    expect(subscribersOf(clients, 'seqprobe')).toEqual([]);
    expect(subscribersOf('', 'seqprobe')).toBeUndefined();
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
