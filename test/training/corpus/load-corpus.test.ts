import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type { Piece } from '../../../src/music/piece.js';
import { CorpusUnreadableError } from '../../../src/training/corpus/corpus-errors.js';
import { listCorpusFiles } from '../../../src/training/corpus/corpus-files.js';
import type { Corpus } from '../../../src/training/corpus/encoded-work.js';
import { loadCorpus } from '../../../src/training/corpus/load-corpus.js';
import { inProcessLoader } from '../../../src/training/corpus/piece-encoder.js';
import type { ByteCache, PieceLoader } from '../../../src/training/corpus/piece-loader.js';
import { isPianoNote, withComposer } from '../../../src/training/corpus/piano-works.js';
import { pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'corpus-'));
});
afterEach(() => rm(folder, { recursive: true }));

const scale = (noteCount: number): Piece => ({
  title: 'Scale',
  tracks: [
    {
      name: '',
      program: 0,
      notes: Array.from({ length: noteCount }, (_, i) => ({
        tick: i * 480,
        durationTicks: 240,
        pitch: 40 + i,
        velocity: 80,
        channel: 0,
      })),
      pedals: [],
    },
  ],
  tempos: [{ tick: 0, bpm: 120 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});

const put = async (name: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
  await writeFile(path.join(folder, name), bytes);
};

/** Counts what really was encoded. */
const countingLoader = (): PieceLoader & { loaded: number } => {
  const inner = inProcessLoader();
  const loader = {
    ...inner,
    concurrency: 3,
    loaded: 0,
    load: (bytes: Uint8Array) => {
      loader.loaded++;
      return inner.load(bytes);
    },
  };
  return loader;
};

const memoryCache = (): ByteCache & { entries: Map<string, Uint8Array> } => {
  const entries = new Map<string, Uint8Array>();
  return {
    entries,
    get: async (key) => entries.get(key),
    put: async (key, bytes) => void entries.set(key, bytes),
  };
};

const load = async (loader: PieceLoader, cache?: ByteCache): Promise<Corpus> =>
  loadCorpus(await listCorpusFiles(folder), cache ? { loader, cache } : { loader });

describe('loading a corpus', () => {
  it('keeps the good files in order and lists the bad ones with reasons', async () => {
    await put('Czerny/b.mid', writeMidi(scale(8)));
    await put('Czerny/a.mid', writeMidi(scale(5)));
    await put('Czerny/broken.mid', new TextEncoder().encode('no music'));
    await put('Czerny/empty.mid', writeMidi(scale(0)));
    const { works, rejected } = await load(inProcessLoader());
    expect(works).toMatchObject([
      { name: 'Czerny/a.mid', composer: 'Czerny', noteCount: 5, baseBpm: 120 },
      { name: 'Czerny/b.mid', composer: 'Czerny', noteCount: 8 },
    ]);
    expect(rejected.map(({ file }) => file)).toEqual(['Czerny/broken.mid', 'Czerny/empty.mid']);
    expect(rejected[1].reason).toMatch(/no notes/);
  });

  it('fails with the first reason when no file can be read', async () => {
    await put('a.mid', new TextEncoder().encode('no music'));
    await expect(load(inProcessLoader())).rejects.toThrow(CorpusUnreadableError);
  });

  it('encodes each file once, however often it is loaded', async () => {
    for (const count of [5, 6, 7]) await put(`Czerny/${count}.mid`, writeMidi(scale(count)));
    const cache = memoryCache();
    const loader = countingLoader();
    const first = await load(loader, cache);
    expect(loader.loaded).toBe(3);
    expect(await load(loader, cache)).toEqual(first);
    expect(loader.loaded).toBe(3);
  });

  it('finds a moved file in the cache and a changed one not', async () => {
    await put('Czerny/a.mid', writeMidi(scale(5)));
    const cache = memoryCache();
    const loader = countingLoader();
    await load(loader, cache);
    await rm(path.join(folder, 'Czerny'), { recursive: true });
    await put('Hanon/a.mid', writeMidi(scale(5)));
    expect((await load(loader, cache)).works).toMatchObject([{ composer: 'Hanon' }]);
    expect(loader.loaded).toBe(1);
    await put('Hanon/a.mid', writeMidi(scale(6)));
    await load(loader, cache);
    expect(loader.loaded).toBe(2);
  });

  it('encodes again what lies damaged in the cache', async () => {
    await put('a.mid', writeMidi(scale(5)));
    const cache = memoryCache();
    const loader = countingLoader();
    const first = await load(loader, cache);
    for (const bytes of cache.entries.values()) bytes[20] ^= 1;
    expect(await load(loader, cache)).toEqual(first);
    expect(await load(loader, cache)).toEqual(first);
    expect(loader.loaded).toBe(2);
  });

  it('tells of its progress, and gives music the composer slot of the model', async () => {
    await put('a.mid', writeMidi(scale(3)));
    const seen: string[] = [];
    const files = await listCorpusFiles(folder);
    const onProgress = (done: number, total: number) => void seen.push(`${done}/${total}`);
    const { works } = await loadCorpus(files, { loader: inProcessLoader(), onProgress });
    expect(seen).toEqual(['1/1']);
    const { ids, length } = withComposer(works[0].sequence, 7);
    const composers = Array.from({ length }, (_, row) => ids[row * pianoSchema.length + pianoColumn.composer]);
    expect(composers).toEqual([7, 7, 7, 7]);
    expect(isPianoNote(ids, 0)).toBe(false);
    expect(isPianoNote(ids, pianoSchema.length)).toBe(true);
  });
});
