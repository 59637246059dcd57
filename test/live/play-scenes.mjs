// Plays the scenes named on the command line and prints what came of them as JSON, one line a scene.
// Usage: play-scenes.mjs <seqprobe program> <short|full> <corpus folder or -> [scene…]
import { answers } from './scene-answers.mjs';
import { clock } from './scene-clock.mjs';
import { kills, stops } from './scene-ends.mjs';
import { long } from './scene-long.mjs';
import { ports } from './scene-ports.mjs';
import { onsets } from './scene-onsets.mjs';
import { swing } from './scene-swing.mjs';
import { watched } from './scene-watched.mjs';
import { Witness } from './stage.mjs';

const [program, length, corpusFolder, ...wanted] = process.argv.slice(2);
const isFull = length === 'full';
const corpus = corpusFolder === '-' ? undefined : corpusFolder;

const scenes = {
  onsets: (witness) => onsets(witness, { pairs: isFull ? 12 : 3, seconds: 10, corpus }),
  answers: (witness) => answers(witness, { phrases: isFull ? 100 : 12, replays: isFull ? 10 : 2 }),
  stops: (witness) => stops(witness, { rounds: isFull ? 50 : 4 }),
  kills: (witness) => kills(witness, { rounds: isFull ? 50 : 4 }),
  ports: () => ports({ rounds: isFull ? 10 : 2 }),
  long: () => long({ seconds: isFull ? 1800 : 24 }),
  watched: (witness) => watched(witness, { pairs: isFull ? 12 : 2, seconds: isFull ? 20 : 10 }),
  swing: (witness) => swing(witness, { seconds: isFull ? 60 : 20 }),
  clock: (witness) => clock(witness, { bars: isFull ? 8 : 4 }),
};

for (const name of wanted.length > 0 ? wanted : Object.keys(scenes)) {
  const witness = new Witness(program, 7200);
  const startedMs = performance.now();
  let result;
  try {
    result = await scenes[name](witness);
  } catch (error) {
    result = { error: error.stack };
  }
  witness.close();
  console.log(JSON.stringify({ scene: name, seconds: Math.round((performance.now() - startedMs) / 1000), result }));
}
process.exit(0);
