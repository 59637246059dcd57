// Those who connect: nonsense, floods, connections held open, clients that never read. Music and memory stay level.
import { connect } from 'node:net';
import { connectStream } from '../stream.mjs';
import { damaged, wrongJson } from '../mutate.mjs';
import { pause } from '../program.mjs';

/** Memory that a daemon may grow by while it is attacked, MB. */
const GROWTH_MB = 120;

/** Notes that may come too late in an attack, besides those that do so on a machine that others use. */
const MOST_LATE = 5;

const examples = [
  { id: 1, command: { kind: 'set', controls: { tempo: 100 } } },
  { id: 2, command: { kind: 'key', pitch: 60, velocity: 90 } },
  { id: 3, command: { kind: 'keep', seconds: 10 } },
  { id: 4, command: { kind: 'pedal', down: true } },
];

/** Nonsense; what is a command by chance does no harm to the music. */
const nonsense = (random) => {
  const text = JSON.stringify(wrongJson(random.pick(examples), random, 0.3));
  return random.next() < 0.3 ? damaged(Buffer.from(text), random) : text;
};

/** Notes that came too late while something was done. */
const lateNotesIn = async (daemon, work) => {
  const before = (await daemon.status()).health.lateNotes;
  await work();
  return (await daemon.status()).health.lateNotes - before;
};

/** Attacks a daemon that plays, and looks afterwards. */
const attacked = async (user, attack, what, lost) => {
  const daemon = await user.start(['--tempo', '160']);
  await pause(1500);
  const before = daemon.load().megabytes;
  const quiet = await lateNotesIn(daemon, () => pause(5000));
  let count = 0;
  const late = await lateNotesIn(daemon, async () => (count = await attack(daemon)));
  const recorded = user.recorded();
  await pause(2500);
  if (user.recorded() <= recorded) lost.push(`${what}: no more notes`);
  if (late > quiet + MOST_LATE) lost.push(`${what}: ${late} late notes, ${quiet} in five seconds without`);
  const growth = daemon.load().megabytes - before;
  if (growth > GROWTH_MB) lost.push(`${what}: grown by ${growth} MB`);
  if ((await daemon.stop()) !== 0) lost.push(`${what}: did not end well`);
  return count;
};

const raw = (target) =>
  new Promise((resolve) => {
    const socket = connect(target);
    socket.on('error', () => resolve(socket));
    socket.on('connect', () => resolve(socket));
    socket.on('close', () => resolve(socket));
  });

const scene = (name, tried, attack) => ({
  name,
  async run(user, { short, random, row }) {
    const lost = [];
    const times = await attacked(user, (daemon) => attack({ user, daemon, short, random }), name, lost);
    row(tried, times, lost);
  },
});

const port = async (daemon) => Number(new URL((await daemon.status()).pageUrl).port);

const frames = scene('nonsense over the stream', 'frames refused', async ({ user, daemon, short, random }) => {
  const count = short ? 2000 : 20_000;
  for (let from = 0; from < count; from += 500) {
    const client = await connectStream(user, daemon);
    for (let i = 0; i < 500; i++) client.socket.send(nonsense(random));
    await pause(100);
    client.close();
  }
  return count;
});

const lines = scene('nonsense over the control socket', 'lines refused', async ({ user, short, random }) => {
  const count = short ? 2000 : 20_000;
  for (let from = 0; from < count; from += 200) {
    const socket = await raw(user.env.MUSIC_LSTM_SOCKET);
    for (let i = 0; i < 200; i++) socket.write(`${nonsense(random)}\n`);
    await pause(20);
    socket.destroy();
  }
  return count;
});

/** A byte to each, again and again. */
const writeSlowly = async (sockets, times) => {
  for (let i = 0; i < times; i++) {
    for (const socket of sockets) if (socket.writable) socket.write('X');
    await pause(50);
  }
};

const halfOpen = scene('half-open connections and slow headers', 'connections held', async ({ daemon, short }) => {
  const to = await port(daemon);
  const count = short ? 400 : 1424;
  const sockets = [];
  for (let i = 0; i < count; i++) {
    const socket = await raw({ port: to, host: '127.0.0.1' });
    if (i % 3 === 0) socket.write('GET / HTTP/1.1\r\nHost: 127');
    sockets.push(socket);
  }
  await writeSlowly(sockets.slice(0, 400), short ? 20 : 100);
  const page = await fetch(`http://127.0.0.1:${to}/`).catch(() => undefined);
  if (!page?.ok) throw new Error('the page was locked for everybody');
  for (const socket of sockets) socket.destroy();
  return count;
});

const neverReads = scene('clients that never read', 'status asked without reading', async ({ user, short }) => {
  const count = short ? 5000 : 50_000;
  const sockets = [];
  for (let i = 0; i < 10; i++) {
    const socket = await raw(user.env.MUSIC_LSTM_SOCKET);
    socket.pause();
    sockets.push(socket);
  }
  for (let i = 0; i < count; i++) sockets[i % 10].write('{"id":1,"command":{"kind":"status"}}\n');
  await pause(short ? 2000 : 10_000);
  for (const socket of sockets) socket.destroy();
  return count;
});

const crowd = scene(
  'a crowd of clients and 100 commands a second',
  'clients served',
  async ({ user, daemon, short }) => {
    const count = short ? 100 : 1000;
    const clients = [];
    for (let i = 0; i < count; i++) clients.push(await connectStream(user, daemon).catch(() => undefined));
    for (let i = 0; i < (short ? 200 : 2000); i++) {
      daemon.ask({ kind: 'set', controls: { temperature: 0.8 + (i % 5) / 10 } }).catch(() => undefined);
      await pause(10);
    }
    const served = clients.filter((client) => client && client.messages() > 5).length;
    for (const client of clients) client?.close();
    if (served === 0) throw new Error('nobody was served');
    return served;
  },
);

export const strangers = [frames, lines, halfOpen, neverReads, crowd];
