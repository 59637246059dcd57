import { describe, expect, it } from 'vitest';
import { MidiInputs } from '../../../src/adapters/midi/midi-inputs.js';
import { PortWatch } from '../../../src/adapters/midi/port-watch.js';
import { parseSequencerClients } from '../../../src/adapters/midi/sequencer-clients.js';
import type { NumberedSource } from '../../../src/performance/input-source.js';
import { FakeMidi } from './fake-midi-library.js';

const hardware = (name: string, number: number): NumberedSource => ({ name, kind: 'hardware', number });

/** MIDI inputs, what they heard as `number: bytes`, and the outputs they told of. */
const opened = (midi: FakeMidi, plans: readonly NumberedSource[], watch?: PortWatch) => {
  const heard: string[] = [];
  const outputs: (readonly string[])[] = [];
  const context = {
    wantsClock: false,
    ownPorts: ['own'],
    onMessage: (source: number, bytes: readonly number[]) => heard.push(`${source}: ${bytes.join(' ')}`),
    onOutputNames: (names: readonly string[]) => outputs.push(names),
  };
  return { inputs: new MidiInputs(midi.access(), plans, context, watch), heard, outputs };
};

describe('the MIDI inputs', () => {
  it('of one name take a port each, those asked for by number first', () => {
    const midi = new FakeMidi();
    midi.there = ['Keys 20:0', 'Keys 24:0'];
    const { inputs, heard } = opened(midi, [hardware('keys', 3), hardware('20:0', 5)]);
    expect(inputs.poll()).toBe(true);
    expect(midi.open.map(({ openName }) => openName).sort()).toEqual(['Keys 20:0', 'Keys 24:0']);
    for (const port of midi.open) port.hear([0x90, 60, 1]);
    expect(heard.sort()).toEqual(['3: 144 60 1', '5: 144 60 1']);
    expect(inputs.poll()).toBe(false);
  });

  it('say when one has gone, and tell the outputs whenever they change, but for our own', () => {
    const midi = new FakeMidi();
    midi.there = ['Keys 20:0', 'program:own 128:0'];
    const { inputs, heard, outputs } = opened(midi, [hardware('keys', 0)]);
    inputs.poll();
    inputs.poll();
    midi.there = [];
    expect(inputs.poll()).toBe(true);
    expect(heard).toEqual(['0: ']);
    expect(outputs).toEqual([['Keys 20:0'], []]);
    expect(inputs.ports).toEqual([{ name: 'keys', direction: 'in', kind: 'hardware', connected: false }]);
  });

  it('let go of all keys when somebody leaves a virtual input', () => {
    const client = (connection: string) => `Client 128 : "RtMidi Input Client" [User Legacy]
  Port   0 : "virtual" (-We-) [Out]
${connection}`;
    const sequencer = { text: client('    Connected From: 20:0, 24:0\n') };
    const midi = new FakeMidi();
    const watch = new PortWatch(midi.access().library, () => parseSequencerClients(sequencer.text));
    const { inputs, heard } = opened(midi, [{ name: 'virtual', kind: 'virtual', number: 2 }], watch);
    inputs.poll();
    inputs.poll();
    expect(heard).toEqual([]);
    sequencer.text = client('    Connected From: 20:0\n');
    inputs.poll();
    expect(heard).toEqual(['2: ']);
    inputs.close();
    expect(midi.open).toEqual([]);
  });
});
