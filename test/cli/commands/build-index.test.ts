import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerGenerate } from '../../../src/cli/commands/generate.js';
import { registerIndex } from '../../../src/cli/commands/build-index.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { struckInPiece } from '../../../src/encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../../src/encoding/memorisation/verbatim-run.js';
import { decodeCheckpoint } from '../../../src/model/checkpoint/checkpoint.js';
import { anyOf } from '../../../src/model/checkpoint/bloom-filter.js';
import { readGramsOf } from '../../../src/model/checkpoint/model-store.js';
import { choraleCard, pianoCard, writeModel } from '../made-models.js';
import { madePiece, putPieces } from '../made-music.js';
import { RecordedIo } from '../recorded-io.js';

let folder = '';
const at = (name: string): string => path.join(folder, name);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(at(`models/${name}.safetensors`)));

const run = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models') });
  const exitCode = await runCli([...args], io, [registerIndex, registerGenerate]);
  return { exitCode, out: io.out, err: io.err };
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'index-'));
  await putPieces(at('data'), ['Czerny/a.mid', 'Czerny/b.mid', 'Czerny/c.mid', 'Czerny/d.mid'], 400);
  const card = pianoCard('Czerny');
  const training = { ...card.training, works: 3, notes: 1200, seed: 1 };
  await writeModel(at('models'), { ...card, training });
  await writeModel(at('models'), { ...card, name: 'Other', composers: ['Czerny'] });
  await writeModel(at('models'), choraleCard('Bach-chorale'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('index', () => {
  it('refuses other music than the model learned, and chorales', async () => {
    const other = await run('index', 'Other', '--data', at('data'));
    expect(other.exitCode).toBe(1);
    expect(other.err).toMatch(/^error: No index was made: .* is not what the model learned from .*\n$/);
    expect(await run('index', 'Bach-chorale', '--data', at('data'))).toMatchObject({ exitCode: 2, out: '' });
    expect(await run('index', 'Czerny')).toMatchObject({ exitCode: 1, out: '' });
  });

  it('tells a model what it could quote: all works but those kept aside; the network stays as it was', async () => {
    const before = decodeCheckpoint(bytesOf('Czerny'), 'before');
    expect(before.grams).toBeUndefined();
    const { exitCode, out, err } = await run('index', 'czerny', '--data', at('data'));
    expect(exitCode, err).toBe(0);
    expect(out).toMatch(/Czerny[.]safetensors: knows what it could quote of 3 works, 0[.]0 MB\n$/);

    const { card, weights, grams = [] } = decodeCheckpoint(bytesOf('Czerny'), 'after');
    expect(card).toEqual(before.card);
    for (const [name, values] of before.weights)
      weights.get(name)?.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(1e-2));
    const runs = [1, 2, 3, 4].map((seed) => longestVerbatimRun(struckInPiece(madePiece(seed, 400)), anyOf(grams)));
    expect(runs.filter((notes) => notes === 400)).toHaveLength(3);
    expect(Math.min(...runs)).toBeLessThan(16);
    const stored = await readGramsOf({ file: at('models/Czerny.safetensors'), bytes: bytesOf('Czerny').length });
    expect(stored.map(({ bytes }) => bytes)).toEqual(grams.map(({ bytes }) => bytes));
  });

  it('is what generate looks into', async () => {
    const told = await run('generate', 'Czerny', '--bars', '4', '--seed', '7', '-o', at('a.mid'));
    expect(told.out).toMatch(/, (fewer than 8|up to \d+) notes in a row as in what it learned, made in/);
    const json = await run('generate', 'Czerny', '--bars', '4', '--seed', '7', '-o', at('b.mid'), '--json');
    expect(JSON.parse(json.out)).toMatchObject({ pieces: [{ verbatim: expect.any(Number) as number }] });
    const without = await run('generate', 'Other', '--bars', '4', '--seed', '7', '-o', at('c.mid'), '--json');
    expect(JSON.parse(without.out)).toMatchObject({ pieces: [{ verbatim: null }] });
  });
});
