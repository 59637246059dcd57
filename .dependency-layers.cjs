// The layers of src/ and what each may import besides itself and packages; docs/architecture.md says what they are.
// `npm run deps` checks imports one by one; test/layers checks chains of them, and the entries of threads and processes.
const layers = {
  shared: [],
  files: [],
  music: ['shared'],
  protocol: ['shared', 'music'],
  client: ['shared', 'music', 'protocol'],
  encoding: ['shared', 'music', 'model/event-schema.ts'],
  model: ['shared', 'files'],
  training: ['shared', 'files', 'music', 'encoding', 'model'],
  performance: ['shared', 'music', 'protocol'],
  composer: ['shared', 'music', 'protocol', 'encoding', 'model', 'performance'],
  adapters: ['shared', 'files', 'music', 'protocol', 'client', 'performance'],
};
layers.workers = [...Object.keys(layers)];
layers.daemon = [...Object.keys(layers)];
layers.app = [...Object.keys(layers)];
layers.cli = [...Object.keys(layers)];
layers.library = Object.keys(layers).filter((layer) => layer !== 'cli');

/** Layers that know nothing of the world outside, so that they run in any test. */
const pureLayers = ['shared', 'music', 'protocol', 'encoding', 'performance', 'composer'];

/** Modules of Node that open files, ports, processes or threads. */
const outside = '^node:(fs|fs/promises|net|http|https|child_process|worker_threads|os)$';

module.exports = { layers, pureLayers, outside };
