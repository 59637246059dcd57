// Scene 7: another program's clock, with jitter, a ramp, a gap and a jump: notes lie on its grid.
import { PlayerInput, nowMs, pause, round, startDaemon, summary } from './stage.mjs';

const word = new Int32Array(new SharedArrayBuffer(4));

const waitUntil = (atMs) => {
  const sleepMs = atMs - nowMs() - 0.5;
  if (sleepMs > 0) Atomics.wait(word, 0, 0, sleepMs);
  while (nowMs() < atMs);
};

/** Small even pseudo-random numbers, the same in every run. */
const jitter = (i) => (((i * 7919) % 401) / 200 - 1) * 2;

/** Sends clocks at the times of `beatsPerMinute(clock)`, each off by up to 2 ms; gives the true times. */
const sendClocks = (keyboard, fromMs, count, bpmAt, skipped = () => false) => {
  const times = [];
  let atMs = fromMs;
  for (let i = 0; i < count; i++) {
    times.push(atMs);
    waitUntil(atMs + 2 + jitter(i)); // the true time is in the middle of where it may come
    if (!skipped(i)) keyboard.send(0xf8);
    atMs += 60_000 / (24 * bpmAt(i));
  }
  return { times: times.map((time) => time + 2), nextMs: atMs };
};

/** How far each note is from the nearest half of a clock, the finest grid there is. */
const phaseErrors = (notes, times) =>
  notes.flatMap(({ atMs }) => {
    const next = times.findIndex((time) => time > atMs);
    if (next < 1) return [];
    const period = times[next] - times[next - 1];
    const phase = ((atMs - times[next - 1]) / period) * 2;
    return [((phase - Math.round(phase)) * period) / 2];
  });

export const clock = async (witness, { bars }) => {
  const daemon = await startDaemon(
    'clock',
    'Chopin',
    '--seed',
    '5',
    '--clock',
    'external',
    '--density',
    '4',
    '--meter',
    '4/4',
  );
  const keyboard = await new PlayerInput().connect();
  await witness.listen('music-lstm-daemon');
  await pause(300);
  keyboard.send(0xfa);
  const clocks = bars * 96;
  const steady = sendClocks(keyboard, nowMs() + 20, clocks, () => 120);
  const ramp = sendClocks(keyboard, steady.nextMs, clocks, (i) => 120 + (20 * i) / clocks);
  const gap = sendClocks(
    keyboard,
    ramp.nextMs,
    clocks,
    () => 140,
    (i) => i >= 24 && i < 72,
  );
  keyboard.send(0xf2, 16, 0); // a jump to the second bar
  const jump = sendClocks(keyboard, gap.nextMs, clocks, () => 140);
  keyboard.send(0xfc);
  await pause(1000);
  const open = witness.open.length;
  keyboard.close();
  await daemon.end();
  const part = ({ times }, lockClocks) => {
    const locked = times.slice(lockClocks);
    const errors = phaseErrors(witness.notes(locked[0], locked.at(-1)), locked);
    return {
      notes: errors.length,
      ...summary(errors.map(Math.abs)),
      bias: round(errors.reduce((a, b) => a + b, 0) / errors.length),
    };
  };
  return { steady: part(steady, 96), ramp: part(ramp, 0), gap: part(gap, 0), jump: part(jump, 24), open };
};
