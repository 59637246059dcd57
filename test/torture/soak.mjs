/**
 * Hours of playing with all that a session brings: a player, learning from them, other composers, clients that come
 * and go, recordings kept. Prints memory, open files and late notes by the minute, and fails where any of them grows.
 *
 *   npm run torture:soak [-- --hours 2] [--program <main.js of an installed package>]
 */
import { parseArgs } from 'node:util';
import { randomOf } from './mutate.mjs';
import { Program, pause } from './program.mjs';
import { connectStream } from './stream.mjs';

const { values: options } = parseArgs({
  options: { hours: { type: 'string', default: '2' }, program: { type: 'string' } },
});
const endMs = Date.now() + Number(options.hours) * 3_600_000;

/** Allowed growth from the first third of the time to the last. */
const MOST_GROWTH = { megabytes: 60, files: 10 };
/** Late notes in an hour. */
const MOST_LATE = 20;

const composers = ['Chopin', 'Bach', 'Mozart', 'Joplin', 'Schubert', 'Beethoven'];
const random = randomOf(1);
const user = new Program(options.program);
const daemon = await user.start(['--mode', 'duet', '--tempo', '120']);

const playPhrase = async () => {
  for (let i = 0; i < 8; i++) {
    const pitch = 60 + random.pick([0, 2, 4, 5, 7, 9, 11, 12]);
    await daemon.ask({ kind: 'key', pitch, velocity: 80 });
    await pause(180);
    await daemon.ask({ kind: 'key', pitch, velocity: 0 });
    await pause(70);
  }
};

const deeds = [
  playPhrase,
  playPhrase,
  () => daemon.ask({ kind: 'set', controls: { composer: random.pick(composers) } }),
  () => daemon.ask({ kind: 'set', controls: { temperature: 0.7 + random.next() / 2 } }),
  () => daemon.ask({ kind: 'keep', seconds: 10 }).catch(() => undefined), // where nothing was played
  () => daemon.ask({ kind: 'panic' }),
  async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => connectStream(user, daemon)));
    await pause(2000);
    for (const client of clients) client.close();
  },
];

await daemon.ask({ kind: 'adapt', action: 'on' });
const samples = [];
console.log('| minute | memory, MB | open files | late notes | recorded notes |\n|---:|---:|---:|---:|---:|');
for (let nextMs = Date.now(); Date.now() < endMs && daemon.isAlive;) {
  await random.pick(deeds)();
  await pause(1000);
  if (Date.now() < nextMs) continue;
  nextMs += 60_000;
  const { lateNotes } = (await daemon.status()).health;
  const sample = { ...daemon.load(), lateNotes, recorded: user.recorded() };
  samples.push(sample);
  console.log(`| ${samples.length - 1} | ${sample.megabytes} | ${sample.files} | ${lateNotes} | ${sample.recorded} |`);
}

const mean = (list, key) => list.reduce((sum, sample) => sum + sample[key], 0) / list.length;
const third = Math.max(1, Math.floor(samples.length / 3));
const wrong = Object.entries(MOST_GROWTH).flatMap(([key, most]) => {
  const growth = mean(samples.slice(-third), key) - mean(samples.slice(0, third), key);
  return growth > most ? [`${key} grew by ${growth.toFixed(0)}`] : [];
});
const late = samples.at(-1).lateNotes;
if (late > Math.max(5, MOST_LATE * Number(options.hours))) wrong.push(`${late} late notes`);
if ((await daemon.stop()) !== 0) wrong.push(`ended with ${daemon.child.exitCode}`);
await user.close();
console.log(wrong.length === 0 ? '\nlevel' : `\n${wrong.join('; ')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
