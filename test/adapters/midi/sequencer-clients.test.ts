import { describe, expect, it } from 'vitest';
import { listenersOf, parseSequencerClients } from '../../../src/adapters/midi/sequencer-clients.js';
import { sequencerText } from './sequencer-text.js';

describe("the sequencer's list of ports", () => {
  const ports = parseSequencerClients(sequencerText);
  const named = (name: string) => ports.find(({ portName }) => portName === name)!;

  it('tells who may be connected to whom', () => {
    const inputs = ports.filter(({ isInput }) => isInput).map(({ portName }) => portName);
    const outputs = ports.filter(({ isOutput }) => isOutput).map(({ portName }) => portName);
    expect(inputs).toEqual(['Midi Through Port-0', 'Nord Stage MIDI 1', 'music-lstm-daemon', 'RtMidi Output']);
    expect(outputs).toEqual(['Midi Through Port-0', 'Nord Stage MIDI 1', 'Synth input port (99:0)', 'RtMidi Input']);
  });

  it('tells who is connected to whom, without the options of the connection', () => {
    expect(named('RtMidi Output').connectedTo).toEqual(['130:0']);
    expect(named('Synth input port (99:0)').connectedFrom).toEqual(['131:0', '128:0']);
    expect(named('Midi Through Port-0').connectedTo).toEqual([]);
  });

  it('may have quotation marks in its names', () => {
    expect(named('Nord Stage MIDI 1').clientName).toBe('Nord "Stage" 3');
  });

  it('tells who listens to a port by its name, and nothing of one that has gone', () => {
    expect(listenersOf(ports, 'music-lstm-daemon')).toEqual(['130:0', '133:2']);
    expect(listenersOf(ports, 'Midi Through Port-0')).toEqual([]);
    expect(listenersOf(ports, 'seqprobe')).toBeUndefined();
    expect(listenersOf(parseSequencerClients(''), 'seqprobe')).toBeUndefined();
  });
});
