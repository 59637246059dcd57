// What a command line loads before its command runs, and what some commands load at all: imports that are not dynamic.
const computing = '^src/(music|encoding|model|training|composer|workers|daemon)/';
/** Pure numbers, from which the options of `train` follow. */
const hyperparameters = '^src/model/networks/hyperparameters[.]ts$';

/** Files of src/cli by what they may reach: packages by name, and layers of ours. */
const light = (name, comment, files, packages) => {
  const named = packages.map((one) => `node_modules/${one}/`);
  const rule = { severity: 'error', from: { path: `^src/cli/(${files.join('|')})[.]ts$` } };
  return [
    { ...rule, name: `${name}-packages`, comment, to: { path: 'node_modules/', pathNot: named, reachable: true } },
    { ...rule, name: `${name}-layers`, comment, to: { path: computing, pathNot: hyperparameters, reachable: true } },
  ];
};

module.exports = {
  forbidden: [
    ...light(
      'light-registration',
      'registering a command loads no more than its options: whatever is heavier, its action imports',
      ['main', 'commands', 'commands/[^/]+', 'process-io', 'run-cli'],
      ['commander'],
    ),
    ...light(
      'light-remote',
      'whoever steers a running daemon waits for no more than the protocol',
      ['send-command', 'print-status', 'stop-daemon', 'run-remote', 'save-music', 'midi-learn', 'control-values'],
      ['commander', 'zod', 'env-paths', 'is-safe-filename'],
    ),
    ...light(
      'light-settings',
      'where nobody has settled anything, nothing is loaded that reads the file',
      ['settings/read-settings'],
      ['zod', 'env-paths', 'is-safe-filename'],
    ),
    {
      name: 'light-live',
      comment: 'the main thread of a live daemon neither computes, nor renders, nor draws losses',
      severity: 'error',
      from: { path: '^src/cli/(start-plan|play-live|detach)[.]ts$' },
      to: {
        path: 'node_modules/(onnxruntime-|@tensorflow/|spessasynth|wasm-media-encoders|chart[.]js|@napi-rs/canvas|pbf|blessed)',
        reachable: true,
      },
    },
  ],
  options: {
    ...require('./.dependency-cruiser.cjs').options,
    tsPreCompilationDeps: false, // types are not loaded
    exclude: { dynamic: true },
  },
};
