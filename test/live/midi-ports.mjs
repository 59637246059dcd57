// MIDI ports as they come and go, under a real sequencer. Prints one JSON line: what was seen.
// Usage: midi-ports.mjs <seqprobe program>
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { PortWatch } from '../../dist/adapters/midi/port-watch.js';
import { MidiRing } from '../../dist/workers/shared/midi-ring.js';
import { WakeSignal } from '../../dist/workers/shared/wake-signal.js';
import { Witness, main, midi, nowMs, pause, startDaemon, summary, until } from './stage.mjs';

const [program] = process.argv.slice(2);

/** What a command of the program says, on both streams. */
const say = (...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  return { stdout, stderr, status };
};

/** Both ways of listing ports, with every kind of port open. */
const listing = async () => {
  const opened = [new midi.Output(), new midi.Input(), new midi.Output(), new midi.Input()];
  opened[0].openVirtualPort('music-lstm-daemon');
  opened[1].openVirtualPort('music-lstm-daemon in');
  opened[2].openPortByName(midi.Output.getPortNames().find((name) => name.includes('VirMIDI')));
  opened[3].openPortByName(midi.Input.getPortNames().find((name) => name.includes('VirMIDI')));
  const library = { inputs: midi.Input.getPortNames(), outputs: midi.Output.getPortNames() };
  const watched = new PortWatch(midi).look();
  const command = JSON.parse(say('ports', '--json').stdout);
  for (const port of opened) port.destroy();
  return { library, watched, command };
};

/** Messages through the input thread: each arrives once, in order, stamped soon after it was sent. */
const stamps = async () => {
  const [wake, ring] = [WakeSignal.buffer(), MidiRing.buffer()];
  const entry = new URL('../../dist/workers/input/input-entry.js', import.meta.url);
  const sources = [{ name: 'stamps in', kind: 'virtual' }];
  const workerData = { sources, wantsClock: false, ownPorts: ['stamps in'], wake, midi: ring };
  const worker = new Worker(entry, { workerData });
  const output = new midi.Output();
  output.openPortByName(
    await until(() => midi.Output.getPortNames().find((name) => name.includes('stamps in')), 'the input'),
  );
  const reader = new MidiRing(ring);
  const messages = [];
  for (let i = 0; i < 100; i++) {
    const sentMs = nowMs();
    output.sendMessage([0xf8]); // clock, which nobody wants
    output.sendMessage([0x90, i, 80]);
    const heard = await until(() => reader.read(), 'a message');
    messages.push({ pitch: heard.bytes[1], lateMs: heard.atMs - sentMs });
  }
  const rung = new WakeSignal(wake).count;
  output.destroy();
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage({ kind: 'stop' });
  return {
    inOrder: messages.every(({ pitch }, i) => pitch === i),
    lateMs: summary(messages.map(({ lateMs }) => lateMs)),
    rung,
    exit: await ended,
  };
};

const guardians = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('guardian-entry');
    } catch {
      return false; // gone meanwhile
    }
  }).length;

/** How long after `fromMs` a witness hears the daemon's clock, ms. */
const heardAfter = async (witness, fromMs) => {
  await until(() => witness.events.some(({ type }) => type === 'clock'), 'the daemon, heard');
  return Math.round(nowMs() - fromMs);
};

const isConnected = (daemon, part) =>
  daemon.status().ports.some(({ name, connected }) => name.includes(part) && connected);

/**
 * A hardware output, to the daemon, that comes late, is started again at once, and goes for a while; then the daemon
 * is killed. MIDI clock at 220 bpm leaves no gap of 15 ms in which to open a port.
 */
const outputs = async () => {
  const wishes = ['--out', 'seqprobe', '--send-clock', '--tempo', '220', '--density', '6', '--no-record'];
  const daemon = await startDaemon('midi-out', 'Chopin', '--seed', '3', ...wishes);
  const early = isConnected(daemon, 'seqprobe');
  const times = {};
  let fromMs = nowMs();
  let witness = new Witness(program);
  times.came = await heardAfter(witness, fromMs);

  fromMs = nowMs();
  witness.close();
  witness = new Witness(program);
  times.startedAgain = await heardAfter(witness, fromMs);

  witness.close();
  await until(() => !isConnected(daemon, 'seqprobe'), 'the loss, noticed');
  fromMs = nowMs();
  witness = new Witness(program);
  times.cameBack = await heardAfter(witness, fromMs);

  await until(() => witness.open.length > 0, 'a note');
  await daemon.end('SIGKILL');
  await pause(1000);
  const { open } = witness;
  witness.close();
  return { early, times, open, guardians: guardians(), said: daemon.text() };
};

/** A port that is there when the daemon starts is told as connected at once. */
const present = async () => {
  const witness = new Witness(program);
  await pause(500);
  const daemon = await startDaemon('midi-there', 'Chopin', '--out', 'seqprobe', '--no-virtual', '--no-record');
  await daemon.end();
  witness.close();
  return daemon.text();
};

/** A keyboard that is unplugged and plugged in again: its keys are heard through the daemon's thru. */
const inputs = async () => {
  const wishes = ['--in', 'keys', '--mode', 'answer', '--answer-gap', '9000', '--thru', '--no-record'];
  const daemon = await startDaemon('midi-in', 'Chopin', '--virtual-name', 'thru', ...wishes);
  const witness = new Witness(program);
  await witness.listen('thru');
  const strike = async (pitch) => {
    const fromMs = nowMs();
    const keys = new midi.Output();
    keys.openVirtualPort('keys');
    const isHeard = async () => {
      keys.sendMessage([0x90, pitch, 80]);
      await pause(20);
      keys.sendMessage([0x80, pitch, 64]);
      return witness.events.some(({ type, data1 }) => type === 'note-on' && data1 === pitch);
    };
    await until(isHeard, `key ${pitch}`, 5000);
    const tookMs = Math.round(nowMs() - fromMs);
    keys.destroy();
    return tookMs;
  };
  const times = { came: await strike(60), startedAgain: await strike(62) };
  await until(() => !isConnected(daemon, 'keys'), 'the loss, noticed');
  times.cameBack = await strike(64);
  const code = await daemon.end();
  await pause(500);
  const { open } = witness;
  witness.close();
  return { times, open, code, guardians: guardians(), said: daemon.text() };
};

/** What each way of having no MIDI looks like. The last cannot be undone, so it comes at the end. */
const without = () => {
  const sequencer = '/dev/snd/seq';
  execFileSync('mv', [sequencer, '/dev/snd/away']);
  const noSequencer = { list: say('ports'), asked: say('ports', '--out', 'fluid') };
  execFileSync('mv', ['/dev/snd/away', sequencer]);
  const files = execFileSync('sh', ['-c', 'ldconfig -p | sed -n "s/.*libasound.so.2 .*=> //p"'], { encoding: 'utf8' });
  for (const file of files.trim().split('\n')) execFileSync('mount', ['--bind', '/dev/null', file]);
  return { noSequencer, noLibrary: { list: say('ports'), json: say('ports', '--json') } };
};

const result = {};
for (const scene of [listing, stamps, outputs, present, inputs]) result[scene.name] = await scene();
result.matches = say('ports', '--out', 'virmidi', '--json');
result.notFound = say('ports', '--in', 'organ');
result.without = without();
console.log(JSON.stringify(result));
process.exit(0);
