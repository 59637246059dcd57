// Rebuilds on every change and restarts the daemon: `npm run dev -- Chopin --mode answer` passes options to `start`.
// A change in web/ alone rebuilds the page; reload it in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, watch } from 'node:fs';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Time for an editor to write all of its files. */
const SETTLED_MS = 200;

let daemon = null;
/** The process that was stopped and has not ended yet; its ports are free only then. */
let ending = null;
let stopping = false;

const launch = () => {
  ending = null;
  if (stopping) return;
  daemon = spawn(process.execPath, [place('dist/cli/main.js'), 'start', '--no-dashboard', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const started = daemon;
  started.once('exit', (code) => {
    if (daemon === started) daemon = null;
    if (ending !== started && !stopping)
      console.log(`dev: the daemon ended with code ${code}; the next change starts it again`);
  });
};

const restart = () => {
  if (ending) return;
  if (!daemon) return void launch();
  console.log('dev: restarting');
  ending = daemon;
  ending.once('exit', launch);
  ending.kill('SIGTERM');
};

const buildPage = () =>
  spawnSync(process.execPath, [place('scripts/build-page.mjs')], { stdio: 'inherit' }).status === 0;

// what is compiled here is unknown to `npm run build`, which must then build all
rmSync(place('dist/.build'), { recursive: true, force: true });

const host = ts.createWatchCompilerHost(
  place('tsconfig.build.json'),
  {},
  ts.sys,
  ts.createEmitAndSemanticDiagnosticsBuilderProgram,
  (diagnostic) => console.error(ts.formatDiagnosticsWithColorAndContext([diagnostic], ts.createCompilerHost({}))),
  (_status, _newLine, _options, errors) => {
    if (errors === undefined) console.log('dev: compiling');
    else if (errors > 0) console.log(`dev: ${errors} error${errors === 1 ? '' : 's'}; the daemon runs on as it is`);
    else if (buildPage()) restart();
  },
);
const compiler = ts.createWatchProgram(host);

let timer;
const page = watch(place('web'), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (buildPage()) console.log('dev: page rebuilt; reload it in the browser');
  }, SETTLED_MS);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    stopping = true;
    compiler.close();
    page.close();
    if (!daemon) process.exit(0);
    daemon.once('exit', () => process.exit(0));
    daemon.kill('SIGTERM');
  });
}
