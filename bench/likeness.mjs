/**
 * How well the likeness meter names the composers of works that training kept aside, when a player plays them from
 * their beginnings: where the true one stands after some notes.
 *
 *   npm run build && node bench/likeness.mjs <model.safetensors> <data folder> [--exclude text] [--notes 64,128,256]
 */
import { parseArgs } from 'node:util';
import { keptAside } from '../dist/app/music/unseen-music.js';
import { findTrainingMusic } from '../dist/app/music/training-music.js';
import { StyleShares } from '../dist/composer/style/style-shares.js';
import { loadStyleScorer } from '../dist/composer/style/load-style-scorer.js';
import { PEDAL_DOWN_ID, PLAYER_ID, absentIn } from '../dist/encoding/piano/piano-schema.js';
import { meterSpansOf, placedAt, rowSteps } from '../dist/encoding/piano/row-timeline.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { onnxEngine } from '../dist/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    exclude: { type: 'string', multiple: true, default: [] },
    notes: { type: 'string', default: '64,128,256' },
  },
});
const [file, data] = positionals;
const lengths = options.notes.split(',').map(Number);
const { card, weights } = await openModel({ file, bytes: 0 });
const { works } = keptAside(card, await findTrainingMusic(card, { data, exclude: options.exclude }, process.env));
const { api } = await loadOnnxRuntime('native', process.env, 1);
const { model, names } = await loadStyleScorer(onnxEngine(api, 'bench', 1), card, weights);

/** Where the true composer stands after each number of notes; undefined where the work is shorter or he is not told. */
const places = async ({ sequence, composer }) => {
  const meter = new StyleShares(model, names, card.hearsPlayer);
  const steps = rowSteps(sequence);
  const metres = meterSpansOf(sequence);
  const found = [];
  let notes = 0;
  for (let row = 1; row < sequence.length && found.length < lengths.length; row++) {
    const placed = placedAt(sequence, row, steps[row]);
    const metre = metres.findLast(({ step }) => step <= placed.step) ?? metres[0];
    await meter.hear({ ...placed, who: PLAYER_ID, tempo: absentIn('tempo') }, metre);
    if (placed.what >= PEDAL_DOWN_ID || ++notes < lengths[found.length]) continue;
    const { composers } = meter.likeness;
    const place = composers.findIndex((told) => told.composer === composer);
    found.push({ place: place < 0 ? Infinity : place + 1, share: composers[place]?.share ?? 0 });
  }
  return found;
};

const known = works.filter(({ composer }) => names.includes(composer));
const results = [];
for (const work of known) results.push({ composer: work.composer, found: await places(work) });
console.log(
  `${known.length} of ${works.length} works are of the ${names.length} composers told; chance is one in ${names.length}`,
);
console.log('| notes | works | first | among three | among five | mean over composers: first | among three |');
console.log('|---|---|---|---|---|---|---|');
lengths.forEach((length, i) => {
  const there = results.flatMap(({ composer, found }) => (found[i] ? [{ composer, ...found[i] }] : []));
  const share = (list, most) => list.filter(({ place }) => place <= most).length / list.length;
  const composers = [...new Set(there.map(({ composer }) => composer))];
  const mean = (most) =>
    composers.reduce(
      (sum, name) =>
        sum +
        share(
          there.filter(({ composer }) => composer === name),
          most,
        ),
      0,
    ) / composers.length;
  const percent = (value) => `${(100 * value).toFixed(0)} %`;
  const cells = [share(there, 1), share(there, 3), share(there, 5), mean(1), mean(3)].map(percent);
  console.log(`| ${[length, there.length, ...cells].join(' | ')} |`);
});
for (const { composer, found } of results) console.log(composer, found.map(({ place }) => place).join(' '));
process.exit(0);
