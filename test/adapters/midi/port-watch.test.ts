import { describe, expect, it } from 'vitest';
import { PortWatch } from '../../../src/adapters/midi/port-watch.js';
import { parseSequencerClients } from '../../../src/adapters/midi/sequencer-clients.js';
import { FakeMidi } from './fake-midi-library.js';
import { sequencerText } from './sequencer-text.js';

const synth = 'FLUID Synth (99):Synth input port (99:0) 130:0';
const nord = 'Nord "Stage" 3:Nord Stage MIDI 1 20:0';

/** A watch of a sequencer whose text can be changed. */
const watching = (text: string) => {
  const sequencer = { text };
  const watch = new PortWatch(new FakeMidi().access().library, () => parseSequencerClients(sequencer.text));
  return { sequencer, watch };
};

describe('watching the ports of the system', () => {
  it('gives the names as the library does', () => {
    const { watch } = watching(sequencerText);
    expect(watch.look().outputs).toContain(synth);
    expect(watch.look().inputs).toContain(nord);
  });

  it('counts a port as gone once when its connection has gone, though the name is there', () => {
    const { sequencer, watch } = watching(sequencerText);
    watch.look();
    sequencer.text = sequencerText
      .replace('    Connecting To: 130:0[r:0]\n', '') // the synth was started again
      .replace('    Connected From: 20:0\n', ''); // and so was the keyboard
    expect(watch.look().outputs).not.toContain(synth);
    expect(watch.look().outputs).toContain(synth);
    const other = watching(sequencerText);
    other.watch.look();
    other.sequencer.text = sequencer.text;
    expect(other.watch.look().inputs).not.toContain(nord);
    expect(other.watch.look().inputs).toContain(nord);
  });

  it('leaves a port alone that was never connected', () => {
    const { sequencer, watch } = watching(sequencerText.replace('    Connecting To: 130:0[r:0]\n', ''));
    expect(watch.look().outputs).toContain(synth);
    sequencer.text = sequencerText;
    expect(watch.look().outputs).toContain(synth);
  });

  it('asks the library where the sequencer does not tell', () => {
    const midi = new FakeMidi();
    midi.there = ['IAC Driver Bus 1'];
    const watch = new PortWatch(midi.access().library, () => undefined);
    expect(watch.look()).toEqual({ inputs: ['IAC Driver Bus 1'], outputs: ['IAC Driver Bus 1'] });
  });
});
