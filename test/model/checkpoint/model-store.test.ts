import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel, type StoredModel } from '../../../src/model/checkpoint/model-names.js';
import { listModels, openModel } from '../../../src/model/checkpoint/model-store.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'model-store-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A folder with files of these names; what is in them does not matter to a listing. */
const folderWith = async (name: string, ...files: string[]): Promise<string> => {
  const folder = path.join(root, name);
  await mkdir(folder);
  await Promise.all(files.map((file) => writeFile(path.join(folder, file), 'no model')));
  return folder;
};

const named = (...names: string[]): StoredModel[] =>
  names.map((name) => ({ name, file: `/models/${name}.safetensors`, folder: '/models', bytes: 1 }));

describe('a list of models', () => {
  it('has the model files of all folders by name, and nothing else', async () => {
    const own = await folderWith('own', 'Liszt.safetensors', 'Liszt.training', '.hidden.safetensors', '.safetensors');
    const house = await folderWith('house', 'Chopin.safetensors', 'LICENCE.md', 'Bach.safetensors.77.new');
    await mkdir(path.join(house, 'Folder.safetensors'));
    const models = await listModels([own, house]);
    expect(models.map(({ name, folder }) => [name, path.basename(folder)])).toEqual([
      ['Chopin', 'house'],
      ['Liszt', 'own'],
    ]);
  });

  it('takes the first folder that has a name, in any case', async () => {
    const own = await folderWith('own', 'chopin.safetensors');
    const house = await folderWith('house', 'Chopin.safetensors', 'Bach.safetensors');
    const models = await listModels([own, house]);
    expect(models.map(({ name }) => name)).toEqual(['Bach', 'chopin']);
  });

  it('is empty where there is no folder', async () => {
    expect(await listModels([path.join(root, 'nowhere')])).toEqual([]);
  });
});

describe('finding a model', () => {
  const models = named('Bach', 'Beethoven', 'Chopin', 'chopin-fast');

  it.each([
    ['Chopin', 'Chopin'],
    ['CHOPIN', 'Chopin'],
    ['ba', 'Bach'],
    ['chopin-', 'chopin-fast'],
  ])('takes %s for %s', (wanted, found) => {
    expect(findModel(models, wanted).name).toBe(found);
  });

  it('asks for more of a name that may be two', () => {
    expect(() => findModel(models, 'b')).toThrow('"b" could mean Bach, Beethoven. Type more of the name.');
  });

  it('lists the choices and says how to train', () => {
    expect(() => findModel(models, 'Satie')).toThrow(
      /^No composer or model "Satie"\. There are Bach, Beethoven, Chopin, chopin-fast\. .* Train your own with: music-lstm-daemon train/,
    );
    expect(() => findModel(models, '')).toThrow(/^No composer or model ""/);
  });

  it('suggests the names nearest to a mistyped one, not all', () => {
    expect(() => findModel(models, 'Chopni')).toThrow(
      /^No composer or model "Chopni"\. Did you mean Chopin or chopin-fast\? `music-lstm-daemon models` lists them\./,
    );
  });

  it('never leaves the folders, whatever the name', () => {
    expect(() => findModel(models, '../../etc/passwd')).toThrow(/^No composer or model/);
    expect(() => findModel(models, '/models/Bach')).toThrow(/^No composer or model/);
  });
});

describe('opening a model', () => {
  it('says which file is none, and why', async () => {
    const [stored] = await listModels([await folderWith('own', 'Liszt.safetensors')]);
    await expect(openModel(stored)).rejects.toThrow(/Liszt\.safetensors cannot be used: its header is cut off/);
    await rm(stored.file);
    await expect(openModel(stored)).rejects.toThrow(
      /Liszt\.safetensors cannot be used: it cannot be opened \(ENOENT\)/,
    );
    await expect(openModel({ ...stored, bytes: 2 ** 40 })).rejects.toThrow(/larger than 512 MB/);
  });
});
