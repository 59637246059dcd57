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

/** Matches what was sent with what was witnessed, pitch by pitch, in order of time. */
const daemonLateness = (events, witnessed) => {
  const planned = events.filter(({ kind, voice }) => kind === 'note-on' && voice === 'daemon');
  let next = 0;
  return witnessed.flatMap(({ atMs, data1 }) => {
    const at = planned.findIndex((note, i) => i >= next && note.pitch === data1 && Math.abs(note.atMs - atMs) < 200);
    if (at < 0) return [];
    next = Math.max(next, at - 8); // chords may leave in another order
    return [atMs - planned.splice(at, 1)[0].atMs];
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
    const heard = witness.events
      .slice(fromIndex)
      .filter(({ type, data2, channel }) => /note-on/.test(type) && data2 > 0 && channel === 0);
    witness.deaf('music-lstm-daemon');
    blocks.push({ bare, heard: heard.filter(({ atMs }, i) => i === 0 || atMs - heard[i - 1].atMs > CHORD_MS) });
  }
  await daemon.end();
  training?.kill('SIGKILL');
  const events = logEvents(logFiles(daemon.folder).at(-1));
  const own = blocks.map(({ heard }) => daemonLateness(events, heard));
  const health = events.filter(({ kind }) => kind === 'health').at(-1);
  const median = (values) => quantile(values, 0.5);
  return {
    daemon: summary(own.flat()),
    bare: summary(blocks.flatMap(({ bare }) => bare)),
    p50Difference: round(median(own.map((block) => median(block))) - median(blocks.map(({ bare }) => median(bare)))),
    p99Difference: round(
      median(own.map((block) => quantile(block, 0.99))) - median(blocks.map(({ bare }) => quantile(bare, 0.99))),
    ),
    training: corpus !== undefined,
    health,
  };
};
