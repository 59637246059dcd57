import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, openFolderCache } from '../../../src/adapters/files/byte-cache.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the cache folder', () => {
  it('gives back what was put in, also to a later run', async () => {
    await openFolderCache(path.join(folder, 'new'), 100).put('key', Uint8Array.of(1, 2, 3));
    const found = await openFolderCache(path.join(folder, 'new'), 100).get('key');
    expect([...(found ?? [])]).toEqual([1, 2, 3]);
  });

  it('has nothing under an unknown key and in a missing folder', async () => {
    expect(await openFolderCache(path.join(folder, 'none'), 100).get('key')).toBeUndefined();
  });

  it('goes on without when it cannot write', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const cache = openFolderCache(path.join(folder, 'file', 'below'), 100);
    await cache.put('key', Uint8Array.of(1));
    expect(await cache.get('key')).toBeUndefined();
    await cache.close();
  });

  it('drops what was used longest ago when it grows too large', async () => {
    const cache = openFolderCache(folder, 25);
    for (const [age, key] of [
      [30, 'old'],
      [20, 'older-but-read'],
      [10, 'new'],
    ] as const) {
      await cache.put(key, new Uint8Array(10));
      const then = new Date(Date.now() - age * 1000);
      await utimes(path.join(folder, `${key}.bin`), then, then);
    }
    await cache.get('older-but-read');
    await cache.close();
    await cache.close();
    expect((await readdir(folder)).sort()).toEqual(['new.bin', 'older-but-read.bin']);
  });

  it('leaves no half-written file behind', async () => {
    await openFolderCache(folder, 100).put('key', new Uint8Array(10));
    expect(await readdir(folder)).toEqual(['key.bin']);
  });

  it('lies where MUSIC_LSTM_CACHE says', () => {
    expect(cacheFolder({ MUSIC_LSTM_CACHE: folder })).toBe(folder);
    expect(path.basename(path.dirname(path.join(cacheFolder({}), 'x')))).toMatch(/music-lstm-daemon/);
  });
});
