// Made traces of MIDI clocks, with the truth about each: what the follower is measured with, and tested with.

const PERIOD_AT_1 = 60_000 / 24;
const TICKS = 20;
const BAR = 96;

/** A small generator of even numbers from 0 to 1, the same in every run (Park and Miller's). */
const random = (seed) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

/** Clocks of a master: `bpmAt(clock)`, and pauses before some of them, ms. `settled` is false for a bar after a change. */
const master = (minutes, bpmAt, pauseAt = () => 0) => {
  const clocks = [];
  let since = 0;
  for (let k = 0, atMs = 1000; atMs < 1000 + minutes * 60_000; k++) {
    const bpm = bpmAt(k);
    const pauseMs = pauseAt(k);
    since = k === 0 || bpm !== bpmAt(k - 1) || pauseMs > 0 ? 0 : since + 1;
    atMs += pauseMs;
    clocks.push({ tick: k * TICKS, trueMs: atMs, bpm, settled: since >= BAR });
    atMs += PERIOD_AT_1 / bpm;
  }
  return clocks;
};

const even = (bpm) => () => bpm;

/** Ways of delivery: what they make of a clock's time. */
const onTime = () => (ms) => ms;
const jitter = (halfMs) => (next) => (ms) => ms + (next() * 2 - 1) * halfMs;
/** At the next of the moments at which a radio or a bus delivers what has gathered. */
const steps = (stepMs) => () => (ms) => Math.ceil(ms / stepMs) * stepMs;
/** Once in a while nothing is delivered for a tenth of a second, then all of it at once. */
const stalls = (everyMs, lengthMs) => () => (ms) => {
  const into = ms % everyMs;
  return into < lengthMs ? ms + lengthMs - into : ms;
};

/** Messages of one source as they come in, in order, and what is true of them. */
const deliver = (clocks, way, seed = 1, source = 0) => {
  const late = way(random(seed));
  let before = -Infinity;
  return clocks.map((truth) => {
    before = Math.max(before, late(truth.trueMs));
    return { kind: 'clock', source, atMs: before, truth };
  });
};

const started = (messages) => [{ kind: 'start', source: 0, atMs: messages[0].atMs - 1 }, ...messages];

const trace = (name, clocks, way = onTime) => ({ name, messages: started(deliver(clocks, way)) });

/** Alternates between tempos, some bars each. */
const alternating =
  (bars, ...bpms) =>
  (k) =>
    bpms[Math.floor(k / (bars * BAR)) % bpms.length];

/** Glides from one tempo to another within some bars after the first eight, and stays there. */
const ramp = (from, to, bars) => (k) => from + (to - from) * Math.min(1, Math.max(0, (k - 8 * BAR) / (bars * BAR)));

/** So long a pause every 16 bars. */
const pauses = (ms) => (k) => (k > 0 && k % (16 * BAR) === 0 ? ms : 0);

const twoMasters = (minutes) => {
  const lead = deliver(master(minutes, even(120)), jitter(1));
  const other = deliver(master(minutes, even(97)), jitter(1), 2, 1);
  const late = other.filter(({ atMs }) => atMs > lead[BAR].atMs);
  return { name: 'two masters, 120 and 97', messages: started([...lead, ...late].sort((a, b) => a.atMs - b.atMs)) };
};

/** Every 8 bars the song goes back to its beginning. */
const loops = (minutes) => {
  const length = 8 * BAR;
  const clocks = master(minutes, even(124)).map((clock, k) => ({ ...clock, tick: (k % length) * TICKS }));
  const messages = deliver(clocks, jitter(1)).flatMap((message, k) =>
    k > 0 && k % length === 0
      ? [{ kind: 'position', source: 0, atMs: message.atMs, sixteenths: 0 }, message]
      : [message],
  );
  return { name: 'Song Position while running', messages: started(messages) };
};

/** All traces, of that many minutes each. */
export const clockTraces = (minutes) => [
  trace('steady, 60', master(minutes, even(60))),
  trace('steady, 120', master(minutes, even(120))),
  trace('steady, 174.3', master(minutes, even(174.3))),
  trace('±2 ms, 120', master(minutes, even(120)), jitter(2)),
  trace('±6 ms, 90', master(minutes, even(90)), jitter(6)),
  trace('±5 ms, 140', master(minutes, even(140)), jitter(5)),
  trace('±6 ms, 140', master(minutes, even(140)), jitter(6)),
  trace('Bluetooth, 7.5 ms, 120', master(minutes, even(120)), steps(7.5)),
  trace('Bluetooth, 7.5 ms, 143', master(minutes, even(143)), steps(7.5)),
  trace('Bluetooth, 15 ms, 128', master(minutes, even(128)), steps(15)),
  trace('USB bursts, each 50 ms, 120', master(minutes, even(120)), steps(50)),
  trace('stalls of 100 ms, 120', master(minutes, even(120)), stalls(3137, 100)),
  trace('half tempo and back, 120', master(minutes, alternating(8, 120, 60)), jitter(1)),
  trace('double tempo and back, 75', master(minutes, alternating(8, 75, 150)), jitter(1)),
  trace('120, 40, 180', master(minutes, alternating(8, 120, 40, 180)), jitter(2)),
  trace('ramp 120 to 140 in 8 bars', master(minutes, ramp(120, 140, 8)), jitter(1)),
  trace('ramp 160 to 70 in 4 bars', master(minutes, ramp(160, 70, 4)), jitter(1)),
  trace('pauses of 0.3 s, 120', master(minutes, even(120), pauses(300)), jitter(1)),
  trace('pauses of 1 s, 120', master(minutes, even(120), pauses(1000)), jitter(1)),
  trace('pauses of 5 s, 120', master(minutes, even(120), pauses(5000)), jitter(1)),
  twoMasters(minutes),
  loops(minutes),
];
