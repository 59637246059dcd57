/**
 * How far pieces quote what a model learned, with and without a limit, and what the limit costs. Pieces of 32 bars,
 * without a plan, each begun from an excerpt of one of the model's composers.
 * Usage: node bench/quote-limit.mjs [pieces] [limits, e.g. off,12] [model.safetensors]
 */
import { composePiano } from '../dist/composer/piano/compose-piano.js';
import { fieldSampling } from '../dist/composer/piano/field-sampling.js';
import { pianoConstraints } from '../dist/composer/piano/constraints.js';
import { withinQuoteLimit } from '../dist/composer/piano/quote-limit.js';
import { storedPrimer } from '../dist/composer/primer.js';
import { struckInPiece } from '../dist/encoding/memorisation/note-onset.js';
import { afterNote, longestVerbatimRun, noRun } from '../dist/encoding/memorisation/verbatim-run.js';
import { samplingTablesOf } from '../dist/composer/piano/sampling-tables.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { runtimeEngine } from '../dist/model/runtimes/runtime-engine.js';
import { loadEventModel } from '../dist/model/sampling/event-model.js';
import { derivedRandom } from '../dist/shared/random-source.js';

const [pieces = '120', limits = 'off,12', modelFile = 'models/base.safetensors'] = process.argv.slice(2);
const { card, weights, grams } = await openModel({ file: modelFile, bytes: 0 });
const tables = samplingTablesOf({ card, grams });
const { learned } = tables;
const runtime = await loadOnnxRuntime('auto', process.env, 1);
const model = await loadEventModel(runtimeEngine(runtime, 1, false), card.network, weights);
const composers = [...new Set(card.excerpts.map(({ composer }) => composer))];
const sampling = fieldSampling({ temperature: 1, topP: 0.98, topK: Infinity });

const compose = async (number, quoteLimit) => {
  const { sequence, bpm } = storedPrimer(card, derivedRandom(1, number, 0), composers[number % composers.length]);
  const removed = [];
  const random = derivedRandom(1, number, 1);
  const onQuote = (share) => removed.push(share);
  const piece = await composePiano(
    { model, bounds: pianoConstraints, sampling, random, ...tables, quoteLimit, onQuote },
    { seed: sequence, bars: 32, bpm, expression: 1, title: '' },
  );
  return { notes: struckInPiece(piece), removed };
};

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
const natsOf = (share) => -Math.log(Math.max(1 - share, 1e-9));

console.log(`${pieces} pieces of ${composers.length} composers`);
const made = new Map(limits.split(',').map((limit) => [limit, []]));
const report = (limit) => {
  const of = made.get(limit);
  const runs = of.map(({ run }) => run).sort((a, b) => a - b);
  const notes = of.reduce((sum, each) => sum + each.notes, 0);
  const removed = of.flatMap((each) => each.removed);
  const nats = removed.reduce((sum, share) => sum + natsOf(share), 0);
  console.log(
    `limit ${limit}: ${runs.length} pieces, ${notes} notes; over 16: ${percent(runs.filter((run) => run > 16).length, runs.length)}, ` +
      `over 12: ${percent(runs.filter((run) => run > 12).length, runs.length)}, median ${runs[runs.length >> 1]}, longest ${runs.at(-1)}; ` +
      `acts in ${percent(of.filter((each) => each.removed.length > 0).length, runs.length)} of pieces, ` +
      `${((1000 * removed.length) / notes).toFixed(2)} draws per 1,000 notes, removes ` +
      `${percent(
        removed.reduce((sum, share) => sum + share, 0),
        removed.length,
      )} there, ` +
      `${(nats / removed.length).toFixed(2)} nats, ${(nats / notes).toFixed(4)} nats a note`,
  );
};
for (let number = 0; number < Number(pieces); number++) {
  for (const limit of made.keys()) {
    const { notes, removed } = await compose(number, limit === 'off' ? null : Number(limit));
    made.get(limit).push({ run: longestVerbatimRun(notes, learned), notes: notes.length, removed });
  }
  if (number % 10 === 9) for (const limit of made.keys()) report(limit);
}
for (const limit of made.keys()) report(limit);

const notes = Array.from({ length: 20_000 }, (_, i) => ({ step: i * 12, pitch: 40 + ((i * 7) % 40) }));
/** Of the processor, so that other programs do not count. */
const microseconds = (times, act) => {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) act(i);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / times).toFixed(1);
};
let run = noRun;
const counting = microseconds(notes.length, (i) => (run = afterNote(run, notes[i], learned)));
const atLimit = { ...run, notes: 12 };
const logits = new Float32Array(130);
const acting = microseconds(2_000, (i) =>
  withinQuoteLimit({ learned, quoteLimit: 12 }, atLimit, run.latest.last.step + (i % 48), logits, () => true),
);
console.log(`counting a note: ${counting} µs; at the limit, for all pitches: ${acting} µs`);
process.exit(0);
