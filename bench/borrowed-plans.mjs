/**
 * Writes pieces along the plans of real works that training kept aside (of other works where there are too few), to
 * tell the note network's share of what gives written music away from the plan network's: measure them with `compare`.
 *
 *   npm run build && node bench/borrowed-plans.mjs <model.safetensors> <out folder> <data folder …>
 *     [--exclude text] [--composer name …] [--pieces 8] [--bars 64] [--temperature 1] [--top-p 0.98]
 *   music-lstm-daemon compare <out folder> --data … --exclude … --composer …
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadWorks } from '../dist/app/music/load-works.js';
import { slotFor } from '../dist/app/music/unseen-music.js';
import { composePiano } from '../dist/composer/piano/compose-piano.js';
import { pianoConstraints } from '../dist/composer/piano/constraints.js';
import { samplingTablesOf } from '../dist/composer/piano/sampling-tables.js';
import { fieldSampling } from '../dist/composer/piano/field-sampling.js';
import { pianoSchema } from '../dist/encoding/piano/piano-schema.js';
import { planOfRows } from '../dist/encoding/plan/plan-of-rows.js';
import { allParts } from '../dist/encoding/plan/told-plan.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { runtimeEngine } from '../dist/model/runtimes/runtime-engine.js';
import { loadEventModel } from '../dist/model/sampling/event-model.js';
import { writeMidi } from '../dist/music/midi/write-midi.js';
import { derivedRandom, shuffle } from '../dist/shared/random-source.js';
import { listCorpora } from '../dist/training/corpus/corpus-files.js';
import { withComposer } from '../dist/training/corpus/piano-works.js';
import { manifestOf } from '../dist/training/corpus/work-manifest.js';
import { splitWorks } from '../dist/training/corpus/work-split.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    exclude: { type: 'string', multiple: true, default: [] },
    composer: { type: 'string', multiple: true, default: [] },
    pieces: { type: 'string', default: '8' },
    bars: { type: 'string', default: '64' },
    temperature: { type: 'string', default: '1' },
    'top-p': { type: 'string', default: '0.98' },
  },
});
const [file, out, ...folders] = positionals;
const FEWEST_BARS = 16;
const { card, weights, grams } = await openModel({ file, bytes: 0 });
const model = await loadEventModel(
  runtimeEngine(await loadOnnxRuntime('auto', process.env, 1), 1, false),
  card.network,
  weights,
);
const tables = samplingTablesOf({ card, grams });

const listed = (await listCorpora(folders)).filter(({ name }) => !options.exclude.some((text) => name.includes(text)));
const { works } = await loadWorks(listed, process.env);
const { validation } = splitWorks(works, await manifestOf(listed), card.training.seed);
const isKept = new Set(validation);
const composers =
  options.composer.length > 0 ? options.composer : [...new Set(validation.map((work) => work.composer))];

/** A plan as composePiano takes it, whose end is known from the beginning. */
const borrowed = (plan, bars) => {
  const kept = plan.bars.slice(0, bars);
  const endStep = kept.at(-1).step + kept.at(-1).steps;
  const slots = plan.slots.filter(({ step }) => step < endStep);
  const told = { plan: { ...plan, bars: kept, slots }, lastBar: kept.length - 1, parts: allParts, recall: 'briefly' };
  return { told, reach: () => Promise.resolve() };
};

const compose = async (work, number) => {
  const plan = planOfRows(work.sequence);
  const bars = Math.min(Number(options.bars), plan.bars.length);
  if (bars < FEWEST_BARS) return undefined;
  const { ids } = withComposer(work.sequence, slotFor(card, work.composer));
  const general = { temperature: Number(options.temperature), topP: Number(options['top-p']), topK: Infinity };
  const sampling = fieldSampling(general);
  const random = derivedRandom(1, number);
  return composePiano(
    {
      model,
      bounds: pianoConstraints,
      sampling,
      random,
      quoteLimit: 12,
      ...tables,
    },
    {
      seed: { length: 1, ids: ids.slice(0, pianoSchema.length) },
      bars,
      bpm: work.baseBpm,
      expression: 1,
      title: `along ${work.name}`,
      plan: borrowed(plan, bars),
    },
  );
};

for (const composer of composers) {
  const own = shuffle(
    works.filter((work) => work.composer === composer),
    derivedRandom(1, 0),
  );
  const ordered = [...own.filter((work) => isKept.has(work)), ...own.filter((work) => !isKept.has(work))];
  mkdirSync(`${out}/${composer}`, { recursive: true });
  let written = 0;
  for (const [number, work] of ordered.entries()) {
    if (written === Number(options.pieces)) break;
    const piece = await compose(work, number);
    if (piece) writeFileSync(`${out}/${composer}/${++written}.mid`, writeMidi(piece));
  }
  console.log(`${composer}: ${written} pieces`);
}
await model.close();
