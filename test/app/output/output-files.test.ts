import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeOutput, outputFiles } from '../../../src/app/output/output-files.js';

let root: string;
const at = (...names: string[]): string => path.join(root, ...names);
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'output-'));
  for (const name of ['taken.mid', 'taken-2.mid']) writeFileSync(at(name), 'mine');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const answering = (answer: boolean) => {
  const asked: string[] = [];
  const confirm = (question: string): Promise<boolean> => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  return { asked, confirm };
};

describe('where a command writes', () => {
  it('numbers a name of its own that is taken, and asks nobody', async () => {
    const user = answering(true);
    expect(await freeOutput({ file: at('taken.mid'), isOwnName: true }, {}, user)).toBe(at('taken-3.mid'));
    expect(await freeOutput({ file: at('free.mid'), isOwnName: true }, {}, user)).toBe(at('free.mid'));
    expect(user.asked).toEqual([]);
  });

  it('asks about a name that the user gave, and refuses without a yes', async () => {
    const wanted = { file: at('taken.mid'), isOwnName: false };
    const [willing, unwilling] = [answering(true), answering(false)];
    expect(await freeOutput(wanted, {}, willing)).toBe(at('taken.mid'));
    expect(willing.asked).toEqual([`"${at('taken.mid')}" exists already. Overwrite it?`]);
    await expect(freeOutput(wanted, {}, unwilling)).rejects.toThrow(/exists already.*--output.*--force/);
  });

  it('overwrites either with --force', async () => {
    const user = answering(false);
    for (const isOwnName of [true, false]) {
      expect(await freeOutput({ file: at('taken.mid'), isOwnName }, { force: true }, user)).toBe(at('taken.mid'));
    }
    expect(user.asked).toEqual([]);
  });

  it('makes no folder by a typo', async () => {
    const user = answering(true);
    const missing = /there is no folder/;
    await expect(freeOutput({ file: at('nope', 'x.wav'), isOwnName: false }, {}, user)).rejects.toThrow(missing);
    await expect(outputFiles(at('nope', 'folder'), 1)).rejects.toThrow(missing);
    expect(existsSync(at('nope'))).toBe(false);
  });

  it('takes a new folder where the folder around it exists', async () => {
    const fileOf = await outputFiles(at('new'), 2);
    expect(fileOf('Ada')).toEqual({ file: at('new', 'Ada_generated_music.mid'), isOwnName: true });
    expect((await outputFiles(at('x.mid'), 1))('Ada')).toEqual({ file: at('x.mid'), isOwnName: false });
    await expect(outputFiles(at('x.mid'), 2)).rejects.toThrow(/is one file, but 2 pieces/);
  });
});
