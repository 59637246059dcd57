// Bundles the web page into dist/web, with the audio worklet of the synthesizer beside it.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(place('dist/web'), { recursive: true, force: true }); // files of the last build have other names
mkdirSync(place('dist/web'), { recursive: true });
for (const name of ['index.html', 'style.css', 'stage.css', 'deck.css', 'icon.svg'])
  copyFileSync(place(`web/${name}`), place(`dist/web/${name}`));
const worklet = 'spessasynth_processor.min.js';
copyFileSync(place(`node_modules/spessasynth_lib/dist/${worklet}`), place(`dist/web/${worklet}`));

/** Messages of zod in forty languages, of which the page shows none: a quarter of a megabyte. */
const withoutLocales = {
  name: 'without-locales',
  setup: ({ onLoad }) =>
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index[.]js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    })),
};

await build({
  entryPoints: [place('web/page.ts')],
  outdir: place('dist/web'),
  bundle: true,
  splitting: true, // what a click needs is loaded at the click: the synthesizer, the writer of .mid files
  plugins: [withoutLocales],
  minify: true,
  format: 'esm',
  target: ['chrome110', 'firefox115', 'safari16.4'],
  legalComments: 'linked',
  logLevel: 'warning',
});
