// Scene 8: the daemon's onsets with a dashboard that draws and three clients of the stream, and without, in turns.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { daemonLateness, firstOfChords } from './scene-onsets.mjs';
import { logEvents, logFiles } from './recorded.mjs';
import { main, pause, quantile, round, startDaemon, summary, until } from './stage.mjs';

const { WebSocket } = createRequire(import.meta.url)('ws');

const CLIENTS = 3;

/** A dashboard on a terminal of its own, whose picture goes nowhere. */
const openDashboard = (socket) => {
  const child = spawn(
    'script',
    ['-qec', `stty cols 80 rows 24; '${process.execPath}' '${main}' dashboard --socket ${socket}`, '/dev/null'],
    {
      env: { ...process.env, TERM: 'xterm-256color' },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  let drawn = 0;
  child.stdout.on('data', (data) => (drawn += data.length));
  return { drawn: () => drawn, close: () => child.kill() };
};

const openClient = (url, token) => {
  const socket = new WebSocket(url, ['music-lstm-daemon.v1', `token.${token}`]);
  let messages = 0;
  let watching = 0;
  socket.on('message', (text) => {
    messages++;
    const { snapshot, events = [] } = JSON.parse(text);
    watching = events.findLast(({ kind }) => kind === 'clients')?.clients ?? snapshot?.clients ?? watching;
  });
  socket.on('error', () => undefined);
  return { messages: () => messages, watching: () => watching, close: () => socket.close() };
};

const watchers = (daemon) => {
  const { pageUrl } = daemon.status();
  const token = /#token=(\S+)/.exec(daemon.text())[1];
  const url = pageUrl.replace('http', 'ws');
  const clients = Array.from({ length: CLIENTS }, () => openClient(url, token));
  return { dashboard: openDashboard(daemon.socket), clients };
};

const close = async (daemon, { dashboard, clients }) => {
  dashboard.close();
  for (const client of clients) client.close();
  await until(() => daemon.status().clients === 0, 'all have gone');
};

const block = async (witness, seconds) => {
  const fromIndex = witness.events.length;
  await pause(seconds * 1000);
  return firstOfChords(witness.events.slice(fromIndex));
};

export const watched = async (witness, { pairs, seconds }) => {
  spawnSync('ip', ['link', 'set', 'lo', 'up']);
  const daemon = await startDaemon(
    'watched',
    'Chopin',
    '--seed',
    '5',
    '--tempo',
    '120',
    '--expression',
    '0',
    '--density',
    '4',
  );
  await witness.listen('music-lstm-daemon');
  const blocks = [];
  let drawn = 0;
  let messages = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const alone = await block(witness, seconds);
    const open = watchers(daemon);
    // told by the stream: a command for each look would take the one processor from the dashboard
    await until(() => open.clients[0].watching() === CLIENTS + 1 && open.dashboard.drawn() > 1000, 'all watch');
    const withThem = await block(witness, seconds);
    drawn += open.dashboard.drawn();
    messages += Math.min(...open.clients.map((client) => client.messages()));
    await close(daemon, open);
    blocks.push({ alone, withThem });
  }
  await daemon.end();
  const events = logEvents(logFiles(daemon.folder).at(-1));
  const lateness = (name) => blocks.map((each) => daemonLateness(events, each[name]));
  const [alone, withThem] = [lateness('alone'), lateness('withThem')];
  const median = (parts, q) =>
    quantile(
      parts.map((part) => quantile(part, q)),
      0.5,
    );
  return {
    alone: summary(alone.flat()),
    watched: summary(withThem.flat()),
    p50Difference: round(median(withThem, 0.5) - median(alone, 0.5)),
    p99Difference: round(median(withThem, 0.99) - median(alone, 0.99)),
    drawnBytes: drawn,
    messages,
  };
};
