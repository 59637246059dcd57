import { describe, expect, it } from 'vitest';
import { PortWatch } from '../../../src/adapters/midi/port-watch.js';
import { parseSequencerClients } from '../../../src/adapters/midi/sequencer-clients.js';
import { FakeMidi } from './fake-midi-library.js';
import { sequencerText } from './sequencer-text.js';

const synth = 'FLUID Synth (99):Synth input port (99:0) 130:0';
const nord = 'Nord "Stage" 3:Nord Stage MIDI 1 20:0';

/** The synth was started again: its port is there, and our end of the connection hangs loose. */
const withoutSynth = sequencerText.replace('    Connecting To: 130:0[r:0]\n', '');

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

  it('counts an output as gone once when its connection has gone, though the name is there', () => {
    const { sequencer, watch } = watching(sequencerText);
    expect(watch.look().outputs).toContain(synth);
    sequencer.text = withoutSynth;
    expect(watch.look().outputs).not.toContain(synth);
    expect(watch.look().outputs).toContain(synth);
    sequencer.text = sequencerText;
    expect(watch.look().outputs).toContain(synth);
    sequencer.text = withoutSynth;
    expect(watch.look().outputs).not.toContain(synth);
  });

  it('does so too when the connection had been made since it last looked', () => {
    const { sequencer, watch } = watching('');
    watch.look();
    sequencer.text = withoutSynth;
    expect(watch.look().outputs).not.toContain(synth);
    expect(watch.look().outputs).toContain(synth);
  });

  it('takes at its first look what is there, whoever has lost a connection before', () => {
    expect(watching(withoutSynth).watch.look().outputs).toContain(synth);
  });

  it('does the same for inputs, and leaves what is connected alone', () => {
    const { sequencer, watch } = watching(sequencerText);
    watch.look();
    sequencer.text = sequencerText.replace('    Connected From: 20:0\n', '');
    const { inputs, outputs } = watch.look();
    expect(inputs).not.toContain(nord);
    expect(outputs).toContain(synth);
    expect(watch.look().inputs).toContain(nord);
  });

  it('asks the library where the sequencer does not tell', () => {
    const midi = new FakeMidi();
    midi.there = ['IAC Driver Bus 1'];
    const watch = new PortWatch(midi.access().library, () => undefined);
    expect(watch.look()).toEqual({ inputs: ['IAC Driver Bus 1'], outputs: ['IAC Driver Bus 1'] });
  });
});
