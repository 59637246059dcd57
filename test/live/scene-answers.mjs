// Scene 2: from the end of a phrase to the first note of the reply, beyond the chosen gap. Scene 6 replays it.
import { logFiles } from './recorded.mjs';
import { PlayerInput, nowMs, pause, run, startDaemon, summary, until } from './stage.mjs';

const GAP_MS = 250;

const playPhrase = async (keyboard, start) => {
  for (const pitch of [start, start + 4, start + 7]) {
    keyboard.send(0x90, pitch, 80);
    await pause(90);
    keyboard.send(0x80, pitch, 0);
    await pause(30);
  }
  keyboard.send(0x90, start + 12, 90);
  await pause(120);
  const endMs = nowMs(); // before it is sent, which may take a while: nothing is early by that
  keyboard.send(0x80, start + 12, 0);
  return endMs;
};

export const answers = async (witness, { phrases, replays }) => {
  const daemon = await startDaemon(
    'answers',
    'Chopin',
    '--seed',
    '5',
    '--tempo',
    '120',
    '--mode',
    'answer',
    '--answer-gap',
    String(GAP_MS),
    '--answer-at',
    'now',
  );
  const keyboard = await new PlayerInput().connect();
  await witness.listen('music-lstm-daemon');
  const latencies = [];
  for (let i = 0; i < phrases; i++) {
    const endMs = await playPhrase(keyboard, 48 + (i % 20));
    const first = await until(() => witness.notes(endMs)[0], `answer ${i}`);
    latencies.push(first.atMs - endMs - GAP_MS);
    await pause(300 + (i % 7) * 40);
  }
  keyboard.close();
  await daemon.end();
  const log = logFiles(daemon.folder).at(-1);
  const same = [];
  for (let i = 0; i < replays; i++) same.push(JSON.parse(run('replay', log, '--json')));
  return {
    latency: summary(latencies),
    above25: latencies.filter((ms) => ms > 25).length,
    early: latencies.filter((ms) => ms < -1).length,
    replays: same,
  };
};
