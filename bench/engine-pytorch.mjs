/** PyTorch as another engine of the bench: a Python process that trains and samples when told to. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { defaultAdam } from '../dist/model/networks/adam.js';
import { dropoutMasks } from '../dist/model/networks/network-graphs.js';
import { makeBatch, makeWeights, weightLayout, window } from './engine-workload.mjs';

const SCRIPT = fileURLToPath(new URL('pytorch/serve.py', import.meta.url));
/** Debian's packages belong to Debian's Python, which need not be the first on the path. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

const version = (python) => {
  const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** The first Python that has PyTorch, or undefined. */
export const findPyTorch = () => {
  for (const python of PYTHONS) {
    const found = version(python);
    if (found !== undefined) return { python, name: `PyTorch ${found}` };
  }
  return undefined;
};

/** Weights and batch as files of raw numbers, little-endian, with their layout. */
const writeWorkload = (folder, config) => {
  const weights = makeWeights(config);
  const layout = weightLayout(config);
  const { ids, targets, ...rest } = makeBatch(config);
  const masks = dropoutMasks(config);
  const write = (name, arrays) =>
    writeFileSync(path.join(folder, name), Buffer.concat(arrays.map((array) => Buffer.from(array.buffer))));
  write(
    'weights',
    layout.map(({ name }) => weights.get(name)),
  );
  write('ids', [ids, targets]);
  write(
    'masks',
    masks.map(({ name }) => rest[name]),
  );
  const shape = { ...config, window, layout, masks, adam: defaultAdam };
  writeFileSync(path.join(folder, 'workload.json'), JSON.stringify(shape));
};

/** A Python process with this network; `ask` sends one command and gives its answer. */
export const openPyTorch = async ({ python }, config, threads) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-bench-'));
  writeWorkload(folder, config);
  // torch.set_num_threads does not reach an OpenBLAS that keeps threads of its own.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) };
  const child = spawn(python, [SCRIPT, folder, String(threads)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the PyTorch process ended; see its message above');
    return JSON.parse(value);
  };
  const ask = (command) => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return answer();
  };
  const { blas } = await answer();
  const close = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { blas, ask, close };
};
