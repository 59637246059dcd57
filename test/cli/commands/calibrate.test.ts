import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCalibrate } from '../../../src/cli/commands/calibrate.js';
import { registerGenerate } from '../../../src/cli/commands/generate.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/model/checkpoint/checkpoint.js';
import { allFeatures } from '../../../src/training/calibration/choice-counts.js';
import { choraleCard, pianoCard, writeModel } from '../made-models.js';
import { putPieces } from '../made-music.js';
import { RecordedIo } from '../recorded-io.js';

let folder = '';
const at = (name: string): string => path.join(folder, name);
const read = (file: string) => decodeCheckpoint(new Uint8Array(readFileSync(at(file))), file);

const run = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models') });
  const exitCode = await runCli([...args], io, [registerCalibrate, registerGenerate]);
  return { exitCode, out: io.out, err: io.err };
};

const calibrate = (model: string) =>
  run('calibrate', model, '--data', at('data'), '--works', '3', '--bars', '4', '--rounds', '1');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'calibrate-'));
  await putPieces(at('data'), ['Czerny/a.mid', 'Czerny/b.mid', 'Czerny/c.mid', 'Czerny/d.mid'], 400);
  const card = pianoCard('Czerny');
  const training = { ...card.training, works: 3, notes: 1200, seed: 1 };
  await writeModel(at('models'), { ...card, training, network: { ...card.network, schema: planningSchema } });
  await writeModel(at('models'), { ...card, training, name: 'Unplanned', composers: ['Czerny'] });
  await writeModel(at('models'), choraleCard('Bach-chorale'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('calibrate', () => {
  it('writes weights for every feature into the model, the same each time, and leaves the network as it was', async () => {
    const before = read('models/Czerny.safetensors');
    const { exitCode, out, err } = await calibrate('Czerny');
    expect(exitCode, err).toBe(0);
    expect(out).toMatch(/calibrated on 3 works/);
    for (const { name } of allFeatures)
      expect(out).toMatch(new RegExp(`^[|] ${name} +[|] +[-0-9.]+ [|] +[-0-9.]+ [|]$`, 'm'));

    const { card, weights } = read('models/Czerny.safetensors');
    expect(Object.keys(card.calibration ?? {})).toEqual(allFeatures.map(({ name }) => name));
    expect(
      Object.values(card.calibration ?? {})
        .flat(2)
        .some((weight) => weight !== 0),
    ).toBe(true);
    expect({ ...card, calibration: undefined }).toEqual({ ...before.card, calibration: undefined });
    for (const [name, values] of before.weights) {
      weights.get(name)?.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(1e-3)); // float16
    }

    await calibrate('Czerny');
    expect(read('models/Czerny.safetensors').card.calibration).toEqual(card.calibration);
  });

  it('makes a model write other music, from the same seed', async () => {
    const generated = async (name: string): Promise<Buffer> => {
      const made = await run('generate', 'Czerny', '--bars', '4', '--seed', '3', '-o', at(name));
      expect(made.exitCode, made.err).toBe(0);
      return readFileSync(at(name));
    };
    const calibrated = await generated('calibrated.mid');
    const checkpoint = read('models/Czerny.safetensors');
    const { calibration: _, ...card } = checkpoint.card;
    writeFileSync(at('models/Czerny.safetensors'), encodeCheckpoint({ ...checkpoint, card }));
    expect(await generated('plain.mid')).not.toEqual(calibrated);
  });

  it('refuses networks that are told no plan, chorales, and music of others', async () => {
    const unplanned = await calibrate('Unplanned');
    expect([unplanned.exitCode, unplanned.out]).toEqual([1, '']);
    expect(unplanned.err).toMatch(/^error: Model Unplanned is not told a plan .* train --from Unplanned first[.]\n$/);
    expect(await calibrate('Bach-chorale')).toMatchObject({ exitCode: 2, out: '' });
    expect(await run('calibrate', 'Czerny')).toMatchObject({ exitCode: 1, out: '' });
  });
});
