/**
 * What share of the speed of plain matrix products a training step reaches, both measured in turns in one run.
 *
 *   npm run build && node bench/training-share.mjs [--threads n] [--batch n] [--steps n] [--units n] [--embedding n]
 *     [--head-units n] [--rounds n] [--beside <dist of another checkout>]
 *
 * A step is all that `train` does with a batch: dropout masks, forward, backward, clipping and Adam, for the LSTM of the
 * default settings with what music recalls. Its floating-point operations are the six a weight and event that it cannot
 * do without (one product forward, two backward): products with one-hot ids count as nothing won. The product beside
 * it is 1024 × 1024 × 1024 in the same runtime with as many threads. Medians; the share is that of pairs. On a busy
 * machine the column by processor time says more.
 */
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';

const number = (value) => ({ type: 'string', ...(value === undefined ? {} : { default: String(value) }) });
const { values: options } = parseArgs({
  options: {
    threads: number(os.cpus().length),
    rounds: number(9),
    batch: number(),
    steps: number(),
    units: number(),
    embedding: number(),
    'head-units': number(),
    beside: { type: 'string' },
  },
});

const SIDE = 1024;
const PRODUCTS = 8;
/** Steps after which the runtime has settled where its memory lies. */
const WARM_UP = 3;
const LEARNING_RATE = 1e-3;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The modules of one build that are measured. */
const modulesOf = async (dist) => {
  const load = (file) => import(pathToFileURL(path.resolve(dist, file)).href);
  const files = [
    'encoding/recall-schema.js',
    'model/graph/graph-builder.js',
    'model/networks/parameters.js',
    'model/runtimes/onnx-loader.js',
    'model/runtimes/runtime-engine.js',
    'model/sampling/random-source.js',
    'training/default-plan.js',
    'training/trainer/network-trainer.js',
  ];
  return Object.assign({}, ...(await Promise.all(files.map(load))));
};

const settings = Object.fromEntries(
  Object.entries({ ...options, headUnits: options['head-units'] })
    .filter(([name]) => ['batch', 'steps', 'units', 'embedding', 'headUnits'].includes(name))
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, Number(value)]])),
);

/** Weights that an event is multiplied with: all matrices but the tables, of which it reads one row. */
const multipliedWeights = (parameters) =>
  parameters
    .filter(({ name, shape }) => shape.length === 2 && !name.startsWith('embed.') && !name.includes('.from.'))
    .reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0);

const madeBatch = (schema, { steps, batch }, random) => {
  const cells = steps * batch;
  const ids = () =>
    Int32Array.from(
      schema.flatMap(({ size }) =>
        Array.from({ length: cells }, () => (random.next() < 0.05 ? size : Math.floor(random.next() * size))),
      ),
    );
  return { ids: ids(), targets: ids(), carry: new Float32Array(batch).fill(1), events: cells };
};

/** A training of one build, as something that is called, with its tokens and operations a call. */
const openTraining = async (name, dist, threads) => {
  const made = await modulesOf(dist);
  const plan = made.planFor(made.recallingSchema, 1_000_000, settings);
  const random = made.seedRandom(1);
  const weights = made.initialiseWeights(plan.network, 1);
  const state = made.initialTrainerState(plan.network, plan.window, weights, random);
  const engine = made.runtimeEngine(await made.loadOnnxRuntime('native'), threads);
  const trainer = await made.NetworkTrainer.start(engine, { config: plan.network, ...plan }, state);
  const batch = madeBatch(plan.network.schema, plan.window, random);
  const tokens = plan.window.steps * plan.window.batch;
  const operations = 6 * tokens * multipliedWeights(made.parametersOf(plan.network));
  return { name, made, engine, plan, tokens, operations, call: () => trainer.step(batch, LEARNING_RATE) };
};

/** Plain products in the same runtime, one after the other. */
const openProducts = async ({ made, engine }) => {
  const b = new made.GraphBuilder();
  const left = b.input('left', 'float', [SIDE, SIDE]);
  const feeds = { left: new Float32Array(SIDE * SIDE).fill(0.5) };
  for (let i = 0; i < PRODUCTS; i++) {
    b.output(`product${i}`, b.gemm(left, b.input(`right${i}`, 'float', [SIDE, SIDE])));
    feeds[`right${i}`] = new Float32Array(SIDE * SIDE).fill(0.5);
  }
  const program = await engine.load(b.build());
  const into = Object.fromEntries(
    Array.from({ length: PRODUCTS }, (_, i) => [`product${i}`, new Float32Array(SIDE * SIDE)]),
  );
  return { name: 'sgemm', operations: 2 * PRODUCTS * SIDE ** 3, call: () => program.run(feeds, into) };
};

const timed = async (contestant) => {
  const before = process.cpuUsage();
  const start = performance.now();
  await contestant.call();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  contestant.wallMs.push(wall);
  contestant.cpuMs.push((user + system) / 1000);
};

/** Rounds in turns, each of them through all; the first ones only warm up. */
const measure = async (contestants, rounds) => {
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round <= 0) for (const contestant of contestants) Object.assign(contestant, { wallMs: [], cpuMs: [] });
    for (const contestant of contestants) await timed(contestant);
  }
};

/** Speed as a share of the plain products', round by round. */
const shareOf = (training, products, times) =>
  median(training[times].map((ms, i) => training.operations / ms / (products.operations / products[times][i])));

const perCent = (share) => `${Math.round(100 * share)} %`;
const gigaflops = ({ operations, wallMs }) => Math.round(operations / median(wallMs) / 1e6);

const threads = Number(options.threads);
const trainings = [await openTraining('this build', fileURLToPath(new URL('../dist', import.meta.url)), threads)];
if (options.beside !== undefined) trainings.push(await openTraining(options.beside, options.beside, threads));
const products = await openProducts(trainings[0]);
const { network, window } = trainings[0].plan;
const load = () => os.loadavg()[0].toFixed(1);
console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}, load ${load()} at the start`);
await measure([...trainings, products], Number(options.rounds));
console.log(
  `LSTM ${network.layers}×${network.units}, batch ${window.batch}, ${window.steps} steps, ${threads} thread(s), load ${load()} at the end\n`,
);
console.log('| what | ms | processor ms | tokens/s | GFLOP/s | share of sgemm | by processor time |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const training of trainings) {
  const { name, tokens, wallMs, cpuMs } = training;
  const shares = [shareOf(training, products, 'wallMs'), shareOf(training, products, 'cpuMs')].map(perCent);
  const times = [Math.round(median(wallMs)), Math.round(median(cpuMs)), Math.round((1000 * tokens) / median(wallMs))];
  console.log(`| ${[name, ...times, gigaflops(training), ...shares].join(' | ')} |`);
}
console.log(
  `| sgemm | ${Math.round(median(products.wallMs))} | ${Math.round(median(products.cpuMs))} | | ${gigaflops(products)} | | |`,
);
process.exit(0);
