/**
 * Does to the program, from outside, what players, machines and strangers do to it, and prints what was tried, how
 * often, and what was lost. Exits with 1 when anything was.
 *
 *   npm run torture [-- --short] [--only <text>] [--seed n] [--program <main.js of an installed package>]
 */
import { parseArgs } from 'node:util';
import { randomOf } from './mutate.mjs';
import { Program } from './program.mjs';
import { faults } from './scenes/faults.mjs';
import { files } from './scenes/files.mjs';
import { strangers } from './scenes/strangers.mjs';
import { surroundingsAndWords } from './scenes/surroundings.mjs';

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    program: { type: 'string' },
  },
});

const rows = [];
const startedMs = Date.now();
for (const scene of [...surroundingsAndWords, ...files, ...faults, ...strangers]) {
  if (!scene.name.includes(options.only)) continue;
  const user = new Program(options.program);
  const from = Date.now();
  const row = (tried, times, lost) =>
    rows.push({ scene: scene.name, tried, times, lost, seconds: (Date.now() - from) / 1000 });
  try {
    await scene.run(user, { short: options.short, random: randomOf(Number(options.seed)), row });
  } catch (error) {
    row('the scene itself', 1, [error instanceof Error ? error.message : String(error)]);
  } finally {
    await user.close();
  }
  const { times, lost, seconds } = rows.at(-1);
  console.error(`${scene.name}: ${times} in ${seconds.toFixed(0)} s, ${lost.length} lost`);
  for (const each of lost) console.error(`  ${each}`);
}

console.log(`\n| what was done | what was to happen | times | lost | seconds |\n|---|---|---:|---:|---:|`);
for (const { scene, tried, times, lost, seconds } of rows)
  console.log(`| ${scene} | ${tried} | ${times} | ${lost.length} | ${seconds.toFixed(0)} |`);
console.log(`\n${((Date.now() - startedMs) / 60_000).toFixed(1)} minutes, seed ${options.seed}`);
process.exitCode = rows.some(({ lost }) => lost.length > 0) ? 1 : 0;
