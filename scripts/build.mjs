// Builds dist from src and web, and only when they have changed since the last build: a second `npm start` need not wait.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = (name) => path.join(root, name);
const state = place('dist/.build');
const digestFile = path.join(state, 'digest');

const filesIn = (folder) =>
  readdirSync(place(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

/** All that a build depends on; the lock file stands for the packages. */
const digestOf = () => {
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  const names = [...filesIn('src'), ...filesIn('web'), ...filesIn('scripts'), ...settings].sort();
  const digest = createHash('sha256').update(process.version);
  for (const name of names)
    digest
      .update(name)
      .update('\0')
      .update(readFileSync(place(name)));
  return digest.digest('hex');
};

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

/** What was built from sources that have gone since. */
const removeLeftovers = () => {
  for (const name of filesIn('dist')) {
    const isCode = name.endsWith('.js') && !name.startsWith(path.join('dist', 'web'));
    const source = name.replace(/^dist/, 'src').replace(/\.js$/, '.ts');
    if (isCode && !existsSync(place(source))) rmSync(place(name));
  }
};

const digest = digestOf();
const isBuilt = existsSync(digestFile) && existsSync(place('dist/cli/main.js'));
if (!isBuilt || readFileSync(digestFile, 'utf8') !== digest) {
  console.error(isBuilt ? 'Building what has changed …' : 'Building, which takes half a minute the first time …');
  mkdirSync(state, { recursive: true });
  rmSync(digestFile, { force: true });
  const remembered = path.join(state, 'compiled');
  run(
    place('node_modules/typescript/bin/tsc'),
    '-p',
    'tsconfig.build.json',
    '--incremental',
    '--tsBuildInfoFile',
    remembered,
  );
  for (const script of ['copy-types', 'write-tfjs', 'build-page']) run(place(`scripts/${script}.mjs`));
  removeLeftovers();
  writeFileSync(digestFile, digest);
}
