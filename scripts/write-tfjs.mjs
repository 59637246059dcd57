// Puts TensorFlow.js into dist/model/runtimes, with the text of its licence, which is also that of long inside it.
import { copyFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleTfjs } from './tfjs-bundle.mjs';

const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

writeFileSync(place('dist/model/runtimes/tfjs-javascript.js'), await bundleTfjs());
copyFileSync(place('node_modules/long/LICENSE'), place('dist/model/runtimes/tfjs-javascript.LICENSE'));
