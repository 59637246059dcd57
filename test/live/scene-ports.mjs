// Ports come and go: a hardware port that is another program's vanishes, playing goes on, and it is back within 2 s.
import { createRequire } from 'node:module';
import { nowMs, pause, startDaemon, until } from './stage.mjs';

const midi = createRequire(import.meta.url)('@julusian/midi/lazy');

/** Another program's port, as a synthesizer would open it. */
const openSynth = (heard) => {
  const input = new midi.Input();
  input.on('message', (_delta, [status]) => {
    if ((status & 0xf0) === 0x90) heard.push(nowMs());
  });
  input.openVirtualPort('Paper Synth');
  return input;
};

export const ports = async ({ rounds }) => {
  const heard = [];
  let synth = openSynth(heard);
  const daemon = await startDaemon(
    'ports',
    'Chopin',
    '--seed',
    '5',
    '--tempo',
    '140',
    '--density',
    '4',
    '--no-virtual',
    '--out',
    'paper synth,channel=3',
  );
  await until(() => heard.length > 0, 'the first note');
  const backMs = [];
  for (let i = 0; i < rounds; i++) {
    synth.destroy();
    await until(() => !daemon.status().ports.find(({ direction }) => direction === 'out').connected, 'the loss');
    const count = heard.length;
    const since = nowMs();
    synth = openSynth(heard);
    await until(() => heard.length > count, 'the return');
    backMs.push(Math.round(heard[count] - since));
    await pause(300);
  }
  const { transport, health } = daemon.status();
  await daemon.end();
  synth.destroy();
  return { backMs, state: transport.state, lateNotes: health.lateNotes };
};
