import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ComposerUnknownError,
  CorpusEmptyError,
  CorpusFolderMissingError,
} from '../../../src/training/corpus/corpus-errors.js';
import {
  composersOf,
  listCorpora,
  listCorpusFiles,
  matchComposer,
  selectComposers,
} from '../../../src/training/corpus/corpus-files.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

const touch = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, '');
  }
};

const namesIn = async (): Promise<string[]> => (await listCorpusFiles(folder)).map((file) => file.name);

describe('the files of a corpus', () => {
  it('are the MIDI files of each composer, at any depth, in order of name', async () => {
    await touch('Liszt/b.MID', 'Liszt/a.midi', 'Chopin/op9/1.kar', 'Chopin/x.rmi', 'Chopin/notes.txt', '._a.mid');
    expect(await namesIn()).toEqual(['Chopin/op9/1.kar', 'Chopin/x.rmi', 'Liszt/a.midi', 'Liszt/b.MID']);
    expect(composersOf(await listCorpusFiles(folder))).toEqual(['Chopin', 'Liszt']);
  });

  it('may lie in the folder itself, or be one file', async () => {
    await touch('b.mid', 'a.mid');
    expect(await namesIn()).toEqual(['a.mid', 'b.mid']);
    expect(await listCorpusFiles(path.join(folder, 'a.mid'))).toMatchObject([{ name: 'a.mid', composer: '' }]);
  });

  it('are found through links, and a link in a circle ends', async () => {
    await touch('real/Bach/fugue.mid');
    await symlink(path.join(folder, 'real', 'Bach'), path.join(folder, 'Bach'));
    await symlink(path.join(folder, 'nowhere'), path.join(folder, 'broken.mid'));
    expect(await namesIn()).toEqual(['Bach/fugue.mid', 'real/Bach/fugue.mid']);
    await symlink(folder, path.join(folder, 'real', 'circle'));
    expect((await namesIn())[0]).toBe('Bach/fugue.mid');
  });

  it('are chosen by composer in any case; an unknown composer lists the choices', async () => {
    await touch('Chopin/a.mid', 'Liszt/b.mid', 'stray.mid');
    const files = await listCorpusFiles(folder);
    expect(selectComposers(files, ['chopin']).map((file) => file.name)).toEqual(['Chopin/a.mid']);
    expect(selectComposers(files, [])).toHaveLength(3);
    expect(() => selectComposers(files, ['Cage'])).toThrow(new ComposerUnknownError('Cage', ['Chopin', 'Liszt']));
  });

  it('are missed with a clear error', async () => {
    await expect(listCorpusFiles(path.join(folder, 'none'))).rejects.toThrow(CorpusFolderMissingError);
    await touch('readme.txt');
    await expect(listCorpusFiles(folder)).rejects.toThrow(CorpusEmptyError);
  });

  it('finds a composer however the accents of his name are written', () => {
    expect(matchComposer('Faur\u00e9', ['Faure\u0301'])).toBe('Faure\u0301');
    expect(matchComposer('FAURE\u0301', ['Faur\u00e9'])).toBe('Faur\u00e9');
  });
});

describe('the files of several data folders', () => {
  const place = (name: string): string => path.join(folder, name);

  it('tell their folder in the name, composer and place below it as ever', async () => {
    await touch('plain/Chopin/a.mid', 'played/Chopin/a.mid', 'played/Liszt/b.mid');
    const files = await listCorpora([place('plain'), place('played')]);
    expect(files.map(({ name, composer, below }) => [name, composer, below])).toEqual([
      ['plain/Chopin/a.mid', 'Chopin', 'Chopin/a.mid'],
      ['played/Chopin/a.mid', 'Chopin', 'Chopin/a.mid'],
      ['played/Liszt/b.mid', 'Liszt', 'Liszt/b.mid'],
    ]);
    expect(files.map((file) => file.folder)).toEqual([place('plain'), place('played'), place('played')]);
  });

  it('have the whole path in their names where two folders end alike', async () => {
    await touch('x/midi/A/a.mid', 'y/midi/A/a.mid');
    const names = (await listCorpora([place('x/midi'), place('y/midi')])).map(({ name }) => name);
    expect(names).toEqual([`${place('x/midi')}/A/a.mid`, `${place('y/midi')}/A/a.mid`]);
  });

  it('of one folder, or one named twice, are named as that of one', async () => {
    await touch('plain/Chopin/a.mid');
    expect(await listCorpora([place('plain'), `${place('plain')}/`])).toEqual(await listCorpusFiles(place('plain')));
  });

  it('are missed where one of the folders is', async () => {
    await touch('plain/Chopin/a.mid');
    await expect(listCorpora([place('plain'), place('none')])).rejects.toThrow(/none" does not exist/);
  });
});
