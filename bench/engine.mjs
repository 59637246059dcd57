/**
 * Training and sampling speed of each engine, and of the same network in PyTorch where Debian's python3-torch is
 * installed: same weights, same batch, same number of threads, blocks in turns, in one run.
 *
 *   npm run build && node bench/engine.mjs [--threads n] [--rounds n] [--network plain|piano] [--tfjs] [--sampling]
 *
 * PyTorch is itself only with OpenBLAS in its OpenMP build (Debian: libopenblas0-openmp): the reference BLAS is ten
 * times slower, and the pthread build keeps a second thread pool that fights with PyTorch's own from two threads
 * on (four times slower). The table says which it has; ratios to the others mean nothing.
 * Prints Markdown tables of medians. One token is one event; a training step has 32 × 64 of them and includes
 * backward pass, clipping and Adam (two LSTM layers of 256). `--tfjs` also trains in TensorFlow.js, which takes
 * minutes; `--sampling` leaves training out. Processor time says more than wall time on a busy machine, but counts threads that wait by spinning.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { onnxEngine } from '../dist/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../dist/model/runtimes/onnx-loader.js';
import { tfjsEngine } from '../dist/model/runtimes/tfjs-engine.js';
import { loadTfjs } from '../dist/model/runtimes/tfjs-loader.js';
import { findPyTorch, openPyTorch } from './engine-pytorch.mjs';
import { networks, openSampling, openTraining, timeCalls, tokens } from './engine-workload.mjs';

const { values: options } = parseArgs({
  options: {
    threads: { type: 'string', default: String(os.cpus().length) },
    rounds: { type: 'string', default: '7' },
    network: { type: 'string' },
    tfjs: { type: 'boolean', default: false },
    sampling: { type: 'boolean', default: false },
  },
});
const threads = Number(options.threads);
const rounds = Number(options.rounds);

const quantile = (values, q) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};

/** Steps of a training block and events of a sampling block: slow engines get short ones. */
const loadEngines = async () => {
  const found = [];
  for (const wish of ['native', 'wasm']) {
    const load = async (size, eightBits = false) => {
      const { api, version } = await loadOnnxRuntime(wish, process.env, size);
      const name = `onnxruntime-${wish === 'native' ? 'node' : 'web (WASM)'} ${version}`;
      return onnxEngine(api, eightBits ? `${name}, weights in 8 bits` : name, size, { eightBits });
    };
    try {
      const engine = await load(threads);
      const steps = wish === 'native' ? 3 : 1;
      // Sampling uses one thread, as the composer does.
      found.push({ engine, sampler: await load(1), steps: options.sampling ? 0 : steps, events: 200 });
      if (wish === 'native') {
        const coarse = await load(1, true);
        found.push({ engine: coarse, sampler: coarse, steps: 0, events: 200 });
      }
    } catch (error) {
      console.log(`${error.message}\n`);
    }
  }
  const { tf, name } = await loadTfjs();
  const engine = tfjsEngine(tf, name);
  found.push({ engine, sampler: engine, steps: options.tfjs ? 1 : 0, events: 10 });
  return found;
};

/** An engine's training and sampling behind the questions that PyTorch also answers. */
const openEngine = async ({ engine, sampler, steps, events }, config) => {
  const training = steps > 0 ? await openTraining(engine, config) : undefined;
  const sampling = await openSampling(sampler, config);
  const train = async (count) => {
    let loss;
    const times = await timeCalls(count, async () => {
      const value = await training.step();
      loss ??= value;
    });
    return { ...times, loss };
  };
  return {
    name: engine.name,
    counts: { train: steps, step: events, event: events },
    ask: ({ do: what, count }) => (what === 'train' ? train(count) : timeCalls(count, sampling[what])),
    close: async () => {
      await training?.close();
      await sampling.close();
    },
  };
};

/** Steps after which WASM is compiled in earnest. */
const WARM_UP = 4;

/** Blocks in turns; the first block of each warms up and gives the loss of the first step. */
const measure = async (contestants, what) => {
  const runs = contestants
    .filter(({ counts }) => counts[what] > 0)
    .map((contestant) => ({ contestant, wallMs: [], cpuMs: [], loss: undefined }));
  for (let round = 0; round <= rounds; round++) {
    for (const run of runs) {
      const count = run.contestant.counts[what];
      const block = { do: what, count: round === 0 ? Math.max(WARM_UP, count) : count };
      const { wallMs, cpuMs, loss } = await run.contestant.ask(block);
      if (round === 0) run.loss = loss;
      else {
        run.wallMs.push(...wallMs);
        run.cpuMs.push(...cpuMs);
      }
    }
  }
  return runs;
};

const row = (cells) => `| ${cells.join(' | ')} |`;

const printTable = (head, runs, cells) => {
  const reference = runs.find(({ contestant }) => contestant.name.startsWith('PyTorch'));
  const ratio = (run, times) =>
    reference ? (quantile(reference[times], 0.5) / quantile(run[times], 0.5)).toFixed(2) : '–';
  console.log(row(['engine', ...head, '× PyTorch', 'by processor time']));
  console.log(row(['---', ...head.map(() => '---:'), '---:', '---:']));
  for (const run of runs) {
    console.log(row([run.contestant.name, ...cells(run), ratio(run, 'wallMs'), ratio(run, 'cpuMs')]));
  }
  console.log();
};

const trainingCells = ({ wallMs, cpuMs, loss }) => {
  const medianMs = quantile(wallMs, 0.5);
  return [
    Math.round((tokens / medianMs) * 1000),
    medianMs.toFixed(0),
    quantile(cpuMs, 0.5).toFixed(0),
    loss.toFixed(5),
  ];
};

const samplingCells = ({ wallMs, cpuMs }) =>
  [quantile(wallMs, 0.5), quantile(wallMs, 0.99), quantile(cpuMs, 0.5)].map((ms) => Math.round(ms * 1000));

const benchNetwork = async (name, engines, torch) => {
  const config = networks[name];
  const contestants = [];
  for (const engine of engines) contestants.push(await openEngine(engine, config));
  if (torch) {
    // Its sampling gets one thread too, in a process of its own.
    const [trainer, sampler] = [await openPyTorch(torch, config, threads), await openPyTorch(torch, config, 1)];
    contestants.push({
      name: `${torch.name}, ${trainer.blas}`,
      counts: { train: 3, step: 200, event: 200 },
      ask: (command) => (command.do === 'train' ? trainer : sampler).ask(command),
      close: () => Promise.all([trainer.close(), sampler.close()]),
    });
  }
  console.log(`### ${name}: ${config.schema.length} field(s), training on ${threads} thread(s)\n`);
  const trainingHead = ['tokens/s', 'ms a step', 'processor ms a step', 'first loss'];
  if (!options.sampling) printTable(trainingHead, await measure(contestants, 'train'), trainingCells);
  console.log('Sampling, one thread: one recurrent step and the logits of the first head.\n');
  printTable(['µs a step, p50', 'p99', 'processor µs'], await measure(contestants, 'step'), samplingCells);
  console.log('Sampling, one thread: one recurrent step and every predicted field drawn.\n');
  printTable(['µs an event, p50', 'p99', 'processor µs'], await measure(contestants, 'event'), samplingCells);
  for (const { close } of contestants) await close();
};

const torch = findPyTorch();
if (!torch)
  console.log(
    'PyTorch is not installed (Debian: apt-get install python3-torch libopenblas0-openmp); its rows are missing.\n',
  );
const load = os.loadavg()[0].toFixed(1);
console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores, Node ${process.version}, load ${load} at the start\n`);
const engines = await loadEngines();
for (const name of options.network ? [options.network] : Object.keys(networks))
  await benchNetwork(name, engines, torch);
