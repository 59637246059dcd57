/**
 * What weights in 8 bits cost and gain, beside the same in floats: nats per note of works that training kept aside,
 * heard event by event as in a performance, the time of a step, and the time that streaming the weights from memory
 * takes. Blocks in turns, in one run.
 *
 *   npm run build && node bench/eight-bits.mjs <model.safetensors> <data folder> [--exclude text] [--every n]
 */
import { parseArgs } from 'node:util';
import { keptAside, slotFor } from '../dist/app/music/unseen-music.js';
import { findTrainingMusic } from '../dist/app/music/training-music.js';
import { networkRows } from '../dist/encoding/piano/network-row.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { predictedFields } from '../dist/model/networks/network-config.js';
import { onnxEngine } from '../dist/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { loadEventModel } from '../dist/model/sampling/event-model.js';
import { isPianoNote, withComposer } from '../dist/training/corpus/piano-works.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { exclude: { type: 'string', multiple: true, default: [] }, every: { type: 'string', default: '1' } },
});
const [modelFile, data] = positionals;
const { card, weights } = await openModel({ file: modelFile, bytes: 0 });
const music = keptAside(card, await findTrainingMusic(card, { data, exclude: options.exclude }, process.env));
const works = music.works.filter((_, i) => i % Number(options.every) === 0);
const { api } = await loadOnnxRuntime('native', process.env, 1);

const { schema } = card.network;
const width = schema.length;
const places = predictedFields(schema);

const nats = (logits, id) => {
  const top = Math.max(...logits);
  return top + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0)) - logits[id];
};

const contestants = [];
for (const [name, eightBits] of [
  ['floats', false],
  ['8 bits', true],
]) {
  const model = await loadEventModel(onnxEngine(api, name, 1, { eightBits }), card.network, weights);
  contestants.push({ name, model, fields: new Map(), times: [] });
}

/** The nats of a work; each event's time to be heard and to weigh every field of the next. */
const hear = async ({ model, fields, times }, { length, ids }) => {
  let state;
  for (let row = 0; row + 1 < length; row++) {
    const startMs = performance.now();
    state = await model.advance(ids.subarray(row * width, (row + 1) * width), state);
    const next = ids.subarray((row + 1) * width, (row + 2) * width);
    for (const place of places) {
      const logits = model.logits(state, place, next);
      const id = next[place.index];
      if (id < logits.length) fields.set(place.field.name, (fields.get(place.field.name) ?? 0) + nats(logits, id));
    }
    times.push(performance.now() - startMs);
  }
};

let notes = 0;
for (const work of works) {
  const sequence = networkRows(schema, withComposer(work.sequence, slotFor(card, work.composer)));
  for (let row = 1; row < sequence.length; row++) if (isPianoNote(sequence.ids, row * width)) notes++;
  for (const contestant of contestants) await hear(contestant, sequence);
}

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))];
const total = (fields) => [...fields.values()].reduce((sum, value) => sum + value, 0) / notes;
console.log(`${works.length} works, ${notes} notes, all fields`);
for (const { name, fields, times } of contestants) {
  const each = [...fields].map(([field, sum]) => `${field} ${(sum / notes).toFixed(4)}`).join(', ');
  console.log(
    `${name}: ${total(fields).toFixed(4)} nats per note (${each}); ` +
      `a step and all fields ${quantile(times, 0.5).toFixed(2)} ms, 99 % within ${quantile(times, 0.99).toFixed(2)} ms`,
  );
}
const [fine, coarse] = contestants.map(({ fields }) => total(fields));
console.log(`8 bits cost ${((coarse / fine - 1) * 100).toFixed(3)} %`);

/** Copying reads and writes every byte; a product only reads, so half of it is the floor. */
const count = [...weights.values()].reduce((sum, { length }) => sum + length, 0);
for (const [name, bytes] of [
  ['floats', 4 * count],
  ['8 bits', (count * 36) / 32],
]) {
  const [from, to] = [new Uint8Array(bytes).fill(1), new Uint8Array(bytes)];
  const times = Array.from({ length: 50 }, () => {
    const startMs = performance.now();
    to.set(from);
    return performance.now() - startMs;
  });
  console.log(`copying ${(bytes / 1e6).toFixed(1)} MB, as ${name}: ${quantile(times, 0.5).toFixed(2)} ms`);
}
process.exit(0);
