// TensorFlow.js as one file, so that its packages need not be installed with the program.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const entry = place('src/model/runtimes/tfjs-javascript.ts');

/** Its text; the packages are made for bundlers: Node itself cannot load their gradients. */
export const bundleTfjs = async () => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minifySyntax: true,
    minifyWhitespace: true, // names stay, for stack traces
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['node-fetch'], // for models on the web, of which there are none here
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    lineLimit: 160, // Node prints the whole line when something is thrown
    legalComments: 'eof',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
};

/** Gives tests the same file as the build does. */
export const tfjsPlugin = {
  name: 'bundle-tfjs',
  load: (id) => (id === entry ? bundleTfjs() : undefined),
};
