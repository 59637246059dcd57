import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const scripts = ['bench', 'scripts', 'test/live'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => `${folder}/${name}`),
);

/** What a script takes from the build: the compiler does not look into scripts. */
const importsOf = (script: string): readonly { readonly file: string; readonly names: readonly string[] }[] =>
  [
    ...readFileSync(path.join(root, script), 'utf8').matchAll(/^import \{([^}]*)\} from '(\.[^']*\/dist\/[^']*)';/gm),
  ].map(([, names, specifier]) => ({
    file: path.resolve(root, path.dirname(script), specifier),
    names: names
      .split(',')
      .map((name) => name.trim().split(' as ')[0])
      .filter((name) => name !== ''),
  }));

describe.skipIf(!existsSync(path.join(root, 'dist')))('benchmarks and scripts (needs the build)', () => {
  it.each(scripts)('%s imports what is there', async (script) => {
    for (const { file, names } of importsOf(script)) {
      const module = (await import(pathToFileURL(file).href)) as object;
      expect(Object.keys(module), path.relative(root, file)).toEqual(expect.arrayContaining([...names]));
    }
  });
});
