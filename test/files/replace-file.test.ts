import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile, replaceFileBy } from '../../src/files/replace-file.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder = '';
const at = (...names: readonly string[]): string => path.join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'replace-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is replaced', () => {
  it.each([true, false])(
    'has the new content, in folders that are made, with nothing beside it (sync: %s)',
    async (sync) => {
      await replaceFile(at('deep', 'er', 'a.txt'), bytes('first'), { sync });
      await replaceFile(at('deep', 'er', 'a.txt'), bytes('second'), { sync });
      expect(readFileSync(at('deep', 'er', 'a.txt'), 'utf8')).toBe('second');
      expect(readdirSync(at('deep', 'er'))).toEqual(['a.txt']);
    },
  );

  it.skipIf(process.platform === 'win32')('keeps its mode', async () => {
    writeFileSync(at('secret'), 'old');
    chmodSync(at('secret'), 0o600);
    await replaceFile(at('secret'), bytes('new'));
    expect(statSync(at('secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('secret'), 'utf8')).toBe('new');
  });

  it('stays as it was until the new content is whole, and where that fails', async () => {
    writeFileSync(at('a.txt'), 'old');
    const failing = replaceFileBy(at('a.txt'), async (temporary) => {
      await writeFile(temporary, 'half of');
      expect(readFileSync(at('a.txt'), 'utf8')).toBe('old');
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('is one of those written at once, whole', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(50_000));
    await Promise.all(texts.map((text) => replaceFile(at('a.txt'), bytes(text))));
    expect(texts).toContain(readFileSync(at('a.txt'), 'utf8'));
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('says why where its folder is a file', async () => {
    writeFileSync(at('a'), '');
    await expect(replaceFile(at('a', 'b'), bytes(''))).rejects.toMatchObject({
      code: expect.stringMatching(/EEXIST|ENOTDIR/) as string,
    });
  });

  it('gives what its writer gives', async () => {
    expect(await replaceFileBy(at('a'), (temporary) => writeFile(temporary, '').then(() => 7))).toBe(7);
  });
});
