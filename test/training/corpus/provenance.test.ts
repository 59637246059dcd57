import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCorpora } from '../../../src/training/corpus/corpus-files.js';
import { modelLicence, provenanceOf } from '../../../src/training/corpus/provenance.js';
import { manifestOf } from '../../../src/training/corpus/work-manifest.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'corpus-'));
  const put = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  for (const name of ['a/Bach/1.mid', 'a/Bach/2.mid', 'b/Bach/1.mid', 'c/Bach/1.mid']) await put(name, '');
  const columns = 'file\tlicence\tsource\twork_cluster\n';
  const own = 'a/Bach/1.mid\tPublic Domain\tX/y@1:z.ly (as is)\tone\na/Bach/2.mid\tPublic Domain\tX/y@1:q.ly\ttwo\n';
  await put('a/MANIFEST.tsv', columns + own);
  await put('b/MANIFEST.tsv', `${columns}b/Bach/1.mid\tCC BY-SA 4.0\tV/w@2:z.mid\tthree\n`);
});
afterEach(() => rm(folder, { recursive: true }));

const files = (...names: string[]) => listCorpora(names.map((name) => path.join(folder, name)));

describe('manifests of several data folders', () => {
  it('speak of the files of their own folder', async () => {
    expect(await manifestOf(await files('a', 'b', 'c'))).toEqual(
      new Map([
        ['a/Bach/1.mid', 'one'],
        ['a/Bach/2.mid', 'two'],
        ['b/Bach/1.mid', 'three'],
      ]),
    );
    expect((await manifestOf(await files('a'))).get('Bach/2.mid')).toBe('two');
  });

  it('tell licences and sources with the number of files', async () => {
    const { text, licence } = await provenanceOf(await files('a', 'b', 'c'));
    expect(text.split('\n')).toEqual([
      '2 files: Public Domain; X/y@1',
      '1 file: CC BY-SA 4.0; V/w@2',
      '1 file: licence not stated',
    ]);
    expect(licence).toBe('CC BY-SA, since share-alike holds for 1 of 4 files; not stated for 1');
  });

  it('tell of the model that one is begun from, which hands its conditions down', async () => {
    const before = { provenance: '9 files: CC BY-SA 3.0 DE\nbegun from a model of 3 files: CC0 1.0' };
    const { text, licence } = await provenanceOf(await files('a'), before);
    expect(text.split('\n')).toEqual([
      '2 files: Public Domain; X/y@1',
      'begun from a model of 9 files: CC BY-SA 3.0 DE',
      'begun from a model of 3 files: CC0 1.0',
    ]);
    expect(licence).toBe('CC BY-SA, since share-alike holds for the model it was begun from');
  });
});

describe('the licence of a model', () => {
  it.each([
    [['Public Domain', 'CC0 1.0'], 'no condition: public domain or CC0 holds for 2 of 2 files'],
    [['Public Domain', 'Creative Commons Attribution 2.5'], /^CC BY, .*nothing is share-alike.* 1 of 2 files$/],
    [['CC BY 4.0 (Fryderyk Chopin Institute)'], /^CC BY, naming/],
    [['CC BY 4.0', 'Creative Commons Attribution-ShareAlike 3.0'], /^CC BY-SA.* 1 of 2 files$/],
    [['cc-by-sa'], /^CC BY-SA/],
    [['CC BY-SA 3.0 DE (Bernd Krueger, piano-midi.de)'], /^CC BY-SA/],
    [['licence not stated'], 'licence not stated'],
  ])('of music under %j', (licences, expected) => {
    expect(modelLicence(licences)).toEqual(expect.stringMatching(expected));
  });
});
