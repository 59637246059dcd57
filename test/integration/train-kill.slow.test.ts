import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLossHistory } from '../../src/training/loss/loss-history.js';
import { putPieces } from '../cli/made-music.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const TINY = '--units 8 --layers 1 --embedding 8 --head-units 8 --batch 4 --steps 16 --threads 1 --passes 6'.split(' ');

let folder: string;
const at = (...names: readonly string[]): string => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'train-kill-'));
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `Czerny/${letter}.mid`);
  await putPieces(at('data'), names, 240);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the built program; `killAfter` ends it with SIGKILL once stderr matches. */
const train = async (place: string, args: readonly string[], killAfter?: RegExp) => {
  const places = ['--data', at('data'), '--models', at(place), '--output', at(place, 'output')];
  const program = spawn(process.execPath, [main, 'train', 'Czerny', ...places, ...TINY, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MUSIC_LSTM_CACHE: at('cache') },
  });
  let err = '';
  program.stderr.on('data', (text: Buffer) => {
    err += text.toString();
    if (killAfter?.test(err)) program.kill('SIGKILL');
  });
  const [exitCode, signal] = (await once(program, 'close')) as [number | null, string | null];
  return { exitCode, signal, err };
};

/** All but the time it took. */
const lossesOf = async (place: string) =>
  (await readLossHistory(at(place, 'output', 'Czerny_training_loss.jsonl'))).map(
    ({ step, pass, notes, trainLoss, validationLoss, fields }) => ({
      step,
      pass,
      notes,
      trainLoss,
      validationLoss,
      fields,
    }),
  );

describe.skipIf(!existsSync(main))('a training that is killed (needs the build)', () => {
  it('goes on to the same losses as one that was left alone', async () => {
    const whole = await train('whole', []);
    expect(whole, whole.err).toMatchObject({ exitCode: 0 });

    expect(await train('killed', [], /pass 1 after/)).toMatchObject({ signal: 'SIGKILL' });
    expect(await train('killed', ['--resume'], /pass 4 after/)).toMatchObject({ signal: 'SIGKILL' });
    const last = await train('killed', ['--resume']);
    expect(last, last.err).toMatchObject({ exitCode: 0 });

    expect(await lossesOf('killed')).toEqual(await lossesOf('whole'));
    expect(await lossesOf('whole')).toHaveLength(6);
  });

  it('lost at most what came after the first evaluation', async () => {
    await train('once', [], /pass 2 after/);
    const { err } = await train('once', ['--resume']);

    expect(err).not.toMatch(/pass 1 after/);
  });
});
