/**
 * The voices that `harmonize` puts below the sopranos of a chorale file, against Bach's own: what a teacher of
 * counterpoint would mark, and likelihood. Usage: node bench/harmonize.mjs chorales.json [valid] [every nth] [model.safetensors]
 */
import { readFile } from 'node:fs/promises';
import { harmonize } from '../dist/composer/chorale/harmonize.js';
import { voiceLeading } from '../dist/encoding/chorale/voice-leading.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { onnxEngine } from '../dist/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { loadEventModel } from '../dist/model/sampling/event-model.js';
import { derivedRandom } from '../dist/shared/random-source.js';

const [file, split = 'valid', every = '4', modelFile = 'models/chorale.safetensors'] = process.argv.slice(2);
const all = JSON.parse(await readFile(file, 'utf8'))[split];
const chorales = all.filter((_, i) => i % Number(every) === 0);
const runtime = await loadOnnxRuntime('auto', process.env, 1);
const { card, weights } = await openModel({ file: modelFile, bytes: 0 });
const model = await loadEventModel(onnxEngine(runtime.api, 'bench', 1), card.network, weights);

const summary = (name, harmonies, nats) => {
  const sum = { chords: 0, parallelFifths: 0, parallelOctaves: 0, crossed: 0, outOfRange: 0 };
  for (const harmony of harmonies) {
    for (const [key, value] of Object.entries(voiceLeading(harmony))) sum[key] += value;
  }
  const per = (count) => ((100 * count) / sum.chords).toFixed(2);
  console.log(
    `${name} | ${sum.chords} | ${per(sum.parallelFifths)} | ${per(sum.parallelOctaves)} | ${per(sum.crossed)} | ` +
      `${per(sum.outOfRange)} | ${nats}`,
  );
};

console.log(`${chorales.length} chorales of ${split}; per 100 chords:`);
console.log('voices | chords | parallel fifths | parallel octaves | crossed | out of range | nats per token');
summary("Bach's", chorales, '');
for (const { particles, temperature, topP } of [
  { particles: 1, temperature: 1, topP: 0.98 },
  { particles: 8, temperature: 1, topP: 0.98 },
  { particles: 8, temperature: 0.8, topP: 0.98 },
]) {
  const harmonies = [];
  let nats = 0;
  let steps = 0;
  for (const [i, chorale] of chorales.entries()) {
    const options = { model, particles, sampling: { temperature, topP, topK: Infinity }, random: derivedRandom(1, i) };
    const harmony = await harmonize(
      options,
      chorale.map(([soprano]) => soprano),
    );
    harmonies.push(harmony.chorale);
    nats += harmony.natsPerToken * chorale.length;
    steps += chorale.length;
  }
  summary(`${particles} at temperature ${temperature}`, harmonies, (nats / steps).toFixed(3));
}
process.exit(0);
