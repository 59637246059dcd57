// Bundles the web page into dist/web, with the audio worklet of the synthesizer beside it.
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

mkdirSync(place('dist/web'), { recursive: true });
for (const name of ['index.html', 'style.css', 'icon.svg'])
  copyFileSync(place(`web/${name}`), place(`dist/web/${name}`));
const worklet = 'spessasynth_processor.min.js';
copyFileSync(place(`node_modules/spessasynth_lib/dist/${worklet}`), place(`dist/web/${worklet}`));
await build({
  entryPoints: [place('web/page.ts')],
  outfile: place('dist/web/page.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome110', 'firefox115', 'safari16.4'],
  legalComments: 'linked',
  logLevel: 'warning',
});
