// Scene 1: the daemon's onsets beside those of a bare loop, under the load of a training, in alternating blocks.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { logEvents, logFiles } from './recorded.mjs';
import { main, pause, quantile, round, startDaemon, summary } from './stage.mjs';

const bareLoop = fileURLToPath(new URL('bare-loop.mjs', import.meta.url));

/** The notes of a chord leave one after the other: its first one is judged, as the bare loop's single notes are. */
const CHORD_MS = 5;

/** How late each planned time was met: planned and witnessed in order. */
const lateness = (planned, witnessed) => planned.slice(0, witnessed.length).map((atMs, i) => witnessed[i] - atMs);

const bareBlock = async (witness, seconds) => {
  const fromIndex = witness.events.length;
  const child = spawn(process.execPath, [bareLoop, 'bare', String(seconds), '62.5']);
  let text = '';
  child.stdout.on('data', (data) => (text += data));
  await witness.listen('bare');
  await new Promise((resolve) => child.once('exit', resolve));
  const heard = witness.events.slice(fromIndex).filter(({ type, data1 }) => /note/.test(type) && data1 === 60);
  return lateness(
    text.trim().split('\n').map(Number),
    heard.map(({ atMs }) => atMs),
  );
};

/** The daemon's notes in what was witnessed, the first of each chord. */
export const firstOfChords = (events) => {
  const heard = events.filter(({ type, data2, channel }) => /note-on/.test(type) && data2 > 0 && channel === 0);
  return heard.filter(({ atMs }, i) => i === 0 || atMs - heard[i - 1].atMs > CHORD_MS);
};

/** Half a sixteenth at 120 bpm: further off, it is another onset. */
const SAME_ONSET_MS = 62;

/** Matches each witnessed note with the planned one of its pitch that is nearest in time. */
export const daemonLateness = (events, witnessed) => {
  const planned = events.filter(({ kind, voice }) => kind === 'note-on' && voice === 'daemon');
  return witnessed.flatMap(({ atMs, data1 }) => {
    const near = planned
      .filter(({ pitch, atMs: plannedMs }) => pitch === data1 && Math.abs(plannedMs - atMs) < SAME_ONSET_MS)
      .map(({ atMs: plannedMs }) => atMs - plannedMs);
    return near.length === 0 ? [] : [near.reduce((a, c) => (Math.abs(c) < Math.abs(a) ? c : a))];
  });
};

const train = (corpus) =>
  spawn(
    process.execPath,
    [
      main,
      'train',
      'Mozart',
      '--data',
      corpus,
      '--background',
      '--models',
      '/tmp/live-train',
      '--output',
      '/tmp/live-train',
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    },
  );

export const onsets = async (witness, { pairs, seconds, corpus }) => {
  const training = corpus === undefined ? undefined : train(path.join(corpus, 'classical-music-midi'));
  const daemon = await startDaemon(
    'onsets',
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
  const blocks = [];
  for (let pair = 0; pair < pairs; pair++) {
    const bare = await bareBlock(witness, seconds);
    await witness.listen('music-lstm-daemon');
    const fromIndex = witness.events.length;
    await pause(seconds * 1000);
    const heard = firstOfChords(witness.events.slice(fromIndex));
    witness.deaf('music-lstm-daemon');
    blocks.push({ bare, heard });
  }
  await daemon.end();
  training?.kill('SIGKILL');
  const events = logEvents(logFiles(daemon.folder).at(-1));
  const own = blocks.map(({ heard }) => daemonLateness(events, heard));
  const health = events.filter(({ kind }) => kind === 'health').at(-1);
  const median = (values) => quantile(values, 0.5);
  return {
    daemon: summary(own.flat()),
    unmatched: blocks.reduce((sum, { heard }, i) => sum + heard.length - own[i].length, 0),
    bare: summary(blocks.flatMap(({ bare }) => bare)),
    p50Difference: round(median(own.map((block) => median(block))) - median(blocks.map(({ bare }) => median(bare)))),
    p99Difference: round(
      median(own.map((block) => quantile(block, 0.99))) - median(blocks.map(({ bare }) => quantile(bare, 0.99))),
    ),
    training: corpus !== undefined,
    health,
  };
};
