const { layers, pureLayers, outside } = require('./.dependency-layers.cjs');

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^src/',
    pathNot: [layer, ...allowed].map((target) => `^src/${target}${target.endsWith('.ts') ? '$' : '/'}`),
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'known-layer',
      comment: 'every source file belongs to a layer of the table',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${Object.keys(layers).join('|')})/` },
    },
    {
      name: 'page-knows-the-protocol',
      comment: 'the web page shares the protocol, its client and the musical terms with the daemon, nothing else',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '^src/(client|protocol|music|shared)/' },
    },
    {
      name: 'adapters-apart',
      comment: 'adapters never import each other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1(/|$)' },
    },
    {
      name: 'pure-layers',
      comment: 'these layers open no file, port, process or thread',
      severity: 'error',
      from: { path: `^src/(${pureLayers.join('|')})/` },
      to: {
        dependencyTypes: ['core'],
        path: outside.replace('node:', '(node:)?'),
      },
    },
    {
      name: 'use-cases-apart',
      comment:
        'use cases do not import each other: what several need is in app itself, app/models, app/music or app/output',
      severity: 'error',
      from: { path: '^src/app/([^/]+)/' },
      to: { path: '^src/app/[^/]+/', pathNot: '^src/app/($1|models|music|output)/' },
    },
    {
      name: 'use-cases-without-console',
      comment: 'a use case can be called from a test or another program: it reads no command line',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^node_modules/commander/' },
    },
    {
      name: 'one-way-to-start-a-process',
      comment: 'processes of ours are started, checked and ended by one wrapper; the browser is none of them',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(workers/shared/child-process|adapters/browser/open-browser)[.]ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?child_process$' },
    },
    {
      name: 'commands-call-use-cases',
      comment: 'a command reads options and prints results; what computes them is a use case of app',
      severity: 'error',
      from: { path: '^src/cli/commands/' },
      to: { path: '^src/(music|encoding|model|training|performance|composer|workers|daemon)/' },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'a file that nobody imports and that imports nobody is dead',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '[.]d[.]ts$' },
      to: {},
    },
    { name: 'no-test-in-source', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench)/' } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(@tensorflow/tfjs-node|onnxruntime-node)$' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'what the program imports at run time must be installed with it, or bundled by the build',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/model/runtimes/tfjs-javascript[.]ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
