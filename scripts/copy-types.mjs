// Copies the type declarations of the library to dist/types: what its entries lead to, and nothing else.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = path.join(root, 'dist/.build/types');
const published = path.join(root, 'dist/types');
const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const entries = Object.values(exports).flatMap(({ types }) => (types === undefined ? [] : [path.resolve(root, types)]));

rmSync(published, { recursive: true, force: true });
const waiting = entries.map((file) => path.relative(published, file));
const known = new Set(waiting);
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  const source = path.join(compiled, file);
  cpSync(source, path.join(published, file));
  for (const [, imported] of readFileSync(source, 'utf8').matchAll(/(?:from |import\()['"]([.][^'"]+)[.]js['"]/g)) {
    const next = path.join(path.dirname(file), `${imported}.d.ts`);
    if (known.has(next)) continue;
    known.add(next);
    waiting.push(next);
  }
}
