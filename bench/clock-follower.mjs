// Follows made clock traces of ten minutes and prints how well, as a table.
// Usage: node bench/clock-follower.mjs [module of another ClockFollower] (needs `npm run build`)
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ClockLeader } from '../dist/performance/clock-sync/clock-leader.js';
import { clockTraces } from './clock-traces.mjs';

const MINUTES = 10;

/** The follower of this program, which knows sources. */
const present = () => {
  const leader = new ClockLeader();
  return (message) => leader.hear(midi(message), message.source, message.atMs);
};

const midi = ({ kind, sixteenths }) => (kind === 'position' ? { kind: 'song-position', sixteenths } : { kind });

/** A follower that takes all messages as those of one clock. */
const another = (ClockFollower) => () => {
  const follower = new ClockFollower();
  return ({ kind, atMs, sixteenths }) => {
    const lost = follower.advance(atMs);
    if (kind === 'clock') return [...lost, ...follower.clock(atMs)];
    if (kind === 'start') follower.start();
    else follower.songPosition(sixteenths);
    return lost;
  };
};

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? NaN;

const median = (values) => quantile(values, 0.5);

/** How far times are from the true ones, less the delay that they have in common: 95th percentile, ms. */
const phaseMs = (errors) => {
  const common = median(errors);
  return quantile(
    errors.map((error) => Math.abs(error - common)),
    0.95,
  );
};

const measure = ({ messages }, make) => {
  const follow = make();
  const [tempo, phase, bare] = [[], [], []];
  let beats = 0;
  for (const message of messages) {
    const action = follow(message).find(({ kind }) => kind === 'run' || kind === 'anchor');
    if (message.kind !== 'clock' || message.source !== 0) continue;
    const { truth, atMs } = message;
    if (action) beats = (action.tick - truth.tick) / 480;
    if (!truth.settled) continue;
    bare.push(atMs - truth.trueMs);
    if (!action) continue;
    tempo.push(Math.abs(action.bpm / truth.bpm - 1) * 100);
    // where it is on the score when the clock is due, as time
    const offTicks = action.tick - truth.tick;
    phase.push(action.atMs - truth.trueMs - (offTicks * 60_000) / (480 * truth.bpm));
  }
  return {
    tempo: Math.max(...tempo),
    beats,
    phase: phaseMs(phase),
    bare: phaseMs(bare),
  };
};

const cells = ({ tempo, beats, phase }) => [`${tempo.toFixed(2)} %`, beats.toFixed(1), phase.toFixed(1)];

const otherModule = process.argv[2];
const other = otherModule ? another((await import(pathToFileURL(path.resolve(otherModule)))).ClockFollower) : undefined;

const titles = ['trace', 'as it comes, p95 ms', 'tempo off, worst', 'beats off', 'phase p95, ms'];
const head = other ? [...titles, 'the other: tempo', 'beats', 'phase'] : titles;
console.log(`| ${head.join(' | ')} |\n|${head.map(() => ' --- ').join('|')}|`);
for (const trace of clockTraces(MINUTES)) {
  const now = measure(trace, present);
  const row = [trace.name, now.bare.toFixed(1), ...cells(now), ...(other ? cells(measure(trace, other)) : [])];
  console.log(`| ${row.join(' | ')} |`);
}
