/**
 * A plan network on works that its training kept aside: nats by field beside an n-gram, and what plans that it draws
 * are like beside the real ones. For each kept work a plan of the same composer, metre, mode and length is drawn.
 *
 *   npm run build && node bench/plans.mjs <model.safetensors> <data folder …> [--exclude text] [--plans cache.json]
 *     [--part drawn|nats] [--bars 16] [--seed 1] [--show n]
 *     [--sampling '{"topOctave":{"topP":0.9}}']
 *
 * --plans keeps the annotations of the works in a file, since making them takes longest. The AUC is a linear
 * classifier's on the statistics of parts of --bars bars, cross-validated by piece: 0.5 cannot tell them apart.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadWorks } from '../dist/app/music/load-works.js';
import { PlanSampler, sampledPlan } from '../dist/composer/plan/plan-sampler.js';
import { defaultPlanSampling } from '../dist/composer/plan/plan-sampling.js';
import { loadPlanModel } from '../dist/composer/plan/plan-model.js';
import { composerSlot } from '../dist/composer/primer.js';
import { meterOfId } from '../dist/encoding/vocabulary/meter.js';
import { planOfRows } from '../dist/encoding/plan/plan-of-rows.js';
import { planColumn, planEventsSchema } from '../dist/encoding/plan-events/plan-events-schema.js';
import { idAt } from '../dist/encoding/piano/row-timeline.js';
import { openModel } from '../dist/model/checkpoint/model-store.js';
import { predictedFields } from '../dist/model/networks/network-config.js';
import { onnxEngine } from '../dist/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { seedRandom } from '../dist/shared/random-source.js';
import { planMarkov, planUnigram } from '../dist/training/baselines/plan-baselines.js';
import { listCorpora } from '../dist/training/corpus/corpus-files.js';
import { manifestOf } from '../dist/training/corpus/work-manifest.js';
import { splitWorks } from '../dist/training/corpus/work-split.js';
import { NetworkEvaluator } from '../dist/training/evaluation/network-losses.js';
import { scoreNetwork } from '../dist/training/evaluation/network-scores.js';
import { planDataset } from '../dist/training/datasets/plan-dataset.js';
import { linearAuc } from './linear-auc.mjs';
import { endStatistics, partOf, planStatistics } from './plan-statistics.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    exclude: { type: 'string', multiple: true, default: [] },
    plans: { type: 'string' },
    part: { type: 'string' },
    bars: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    sampling: { type: 'string', default: '{}' },
    show: { type: 'string', default: '0' },
  },
});
const [file, ...folders] = positionals;
const { card, weights } = await openModel({ file, bytes: 0 });
const { api } = await loadOnnxRuntime('native', process.env, 1);
const engine = onnxEngine(api, 'bench', 1);

const listed = (await listCorpora(folders)).filter(({ name }) => !options.exclude.some((text) => name.includes(text)));
const { works } = await loadWorks(listed, process.env);
const names = new Map(works.map(({ sequence, name }) => [sequence, name]));
const split = splitWorks(works, await manifestOf(listed), card.training.seed);

const cached = options.plans && existsSync(options.plans) ? JSON.parse(readFileSync(options.plans, 'utf8')) : {};
const known = Object.keys(cached).length;
const planOf = (sequence) => (cached[names.get(sequence)] ??= planOfRows(sequence));
const needed = options.part === 'drawn' ? { training: [], validation: split.validation } : split;
const music = planDataset(card.name, card.composers, needed, '', planOf);
if (options.plans && Object.keys(cached).length > known) writeFileSync(options.plans, JSON.stringify(cached));

const nats = async () => {
  const evaluator = await NetworkEvaluator.start(engine, card.network);
  const network = await scoreNetwork(evaluator, weights, music, music.validation);
  const scores = [planUnigram(), planMarkov()].map((model) => {
    model.learn(music.training);
    return model.score(music.validation);
  });
  const bars = music.validation.reduce((sum, { ids, length }) => {
    for (let row = 1; row < length; row++) if (ids[row * planEventsSchema.length + planColumn.kind] < 5) sum++;
    return sum;
  }, 0);
  const columns = [network, ...scores];
  console.log(`\n${music.validation.length} unseen works, ${network.notes} slots, ${bars} bars; nats a slot\n`);
  console.log('| field | network | unigram | n-gram |\n|---|---:|---:|---:|');
  const row = (name, of) => console.log(`| ${name} | ${columns.map((scored) => of(scored).toFixed(3)).join(' | ')} |`);
  for (const { field } of predictedFields(planEventsSchema)) row(field.name, ({ fields }) => fields[field.name] ?? 0);
  row('all, a slot', ({ natsPerNote }) => natsPerNote);
  row('all, a bar', ({ natsPerNote, notes }) => (natsPerNote * notes) / bars);
};

const plans = await loadPlanModel(engine, { card, weights });
const changes = JSON.parse(options.sampling);
const drawer = new PlanSampler(plans.model, (field) => ({ ...defaultPlanSampling(field), ...changes[field] }));
const draw = async (bars, metre, mode, composer, seed) => {
  const random = seedRandom(seed);
  let standing = await drawer.begin(
    { bars, metre, mode, tonic: 0, ...(composer === undefined ? {} : { composer }) },
    random,
  );
  for (;;) {
    const drawn = await drawer.next(standing, random);
    if (!drawn) return sampledPlan(standing);
    standing = drawn.standing;
  }
};

const partsOf = (plan) => {
  const length = Number(options.bars);
  const count = Math.floor(plan.bars.length / length);
  return Array.from({ length: count }, (_, i) => partOf(plan, i * length, (i + 1) * length));
};

const averages = (all) => {
  const keys = Object.keys(all[0]);
  return Object.fromEntries(keys.map((key) => [key, all.reduce((sum, one) => sum + one[key], 0) / all.length]));
};

const chordNames = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'];
const qualityNames = ['', 'm', 'o', '+', '7', 'm7', 'M7', 'h', 'o7'];
const chordName = ({ chord }) => (chord >= 108 ? '-' : chordNames[Math.floor(chord / 9)] + qualityNames[chord % 9]);
const show = ({ bars, slots }, title) => {
  console.log(`\n${title}`);
  bars.forEach((bar, i) => {
    const own = slots.filter(({ step }) => step >= bar.step && step < bar.step + bar.steps);
    const reference = bar.reference < 0 ? '' : ` ${i - bar.reference} back${bar.shift ? ` by ${bar.shift}` : ''}`;
    const section = bar.sectionStart ? `[${'ABCDEFGH'[bar.section]}] ` : '';
    const chords = own.map((slot) => `${chordName(slot)}/${slot.top}`).join(' ');
    const end = bar.phraseLeft === 0 ? ` | ${bar.cadence}` : '';
    console.log(
      `${String(i).padStart(3)} ${section}${bar.kind}${reference} d${bar.density} g${bar.grid} l${bar.loudness}  ${chords}${end}`,
    );
  });
};

const drawn = async () => {
  const real = { parts: [], ends: [] };
  const made = { parts: [], ends: [] };
  let ms = 0;
  let bars = 0;
  for (const [index, { sequence, composer, name }] of split.validation.entries()) {
    const plan = planOf(sequence);
    if (plan.bars.length < Number(options.bars)) continue;
    const metre = meterOfId(idAt(sequence, 0, 'metre')) ?? { numerator: 4, denominator: 4 };
    const from = process.cpuUsage();
    const other = await draw(
      plan.bars.length,
      metre,
      plan.mode,
      composerSlot(card, composer),
      Number(options.seed) * 1000 + index,
    );
    const { user, system } = process.cpuUsage(from);
    ms += (user + system) / 1000;
    bars += other.bars.length;
    for (const [where, one] of [
      [real, plan],
      [made, other],
    ]) {
      where.parts.push(...partsOf(one).map((part) => ({ piece: name, values: planStatistics(part) })));
      where.ends.push(endStatistics(one));
    }
    if (index < Number(options.show)) {
      show(plan, `real: ${name}`);
      show(other, `drawn for it: ${composer}`);
    }
  }
  console.log(
    `\n${made.ends.length} pieces, ${made.parts.length} parts of ${options.bars} bars; ${(ms / bars).toFixed(2)} ms of a core a bar\n`,
  );
  emit(real, made);
};

const emit = (real, made) => {
  console.log('| statistic | real | drawn | difference in standard deviations |\n|---|---:|---:|---:|');
  const [a, b] = [real, made].map(({ parts }) => averages(parts.map(({ values }) => values)));
  const spread = Object.fromEntries(
    Object.keys(a).map((key) => {
      const variance = averages(real.parts.map(({ values }) => ({ [key]: (values[key] - a[key]) ** 2 })))[key];
      return [key, Math.sqrt(variance) || 1];
    }),
  );
  for (const key of Object.keys(a)) {
    console.log(
      `| ${key} | ${a[key].toFixed(3)} | ${b[key].toFixed(3)} | ${((b[key] - a[key]) / spread[key]).toFixed(2)} |`,
    );
  }
  const [ends, madeEnds] = [averages(real.ends), averages(made.ends)];
  for (const key of Object.keys(ends))
    console.log(`| ${key} | ${ends[key].toFixed(3)} | ${madeEnds[key].toFixed(3)} | |`);
  const { auc, telling } = linearAuc(real.parts, made.parts);
  console.log(
    `\nA linear classifier tells them apart with an AUC of ${auc.toFixed(3)}; by: ${telling.slice(0, 16).join(', ')}`,
  );
};

if (options.part !== 'drawn') await nats();
if (options.part !== 'nats') await drawn();
await plans.model.close();
