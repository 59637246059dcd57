import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerModels } from '../../../src/cli/commands/models.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { choraleCard, pianoCard, writeModel } from '../made-models.js';
import { RecordedIo } from '../recorded-io.js';

let models: string;

beforeAll(async () => {
  models = await mkdtemp(path.join(tmpdir(), 'models-'));
  await writeModel(models, pianoCard('Chopin'));
  await writeModel(models, choraleCard('chorale'));
  await writeModel(models, { ...pianoCard('Future'), encoding: 'piano-events/9' });
  const whole = await readFile(path.join(models, 'Chopin.safetensors'));
  await writeFile(path.join(models, 'Cut.safetensors'), whole.subarray(0, whole.length - 10));
  whole[whole.length - 1] ^= 1;
  await writeFile(path.join(models, 'Flipped.safetensors'), whole);
});
afterAll(() => rm(models, { recursive: true }));

const run = async (...args: string[]): Promise<string> => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: models });
  expect({ exitCode: await runCli(['models', ...args], io, [registerModels]), err: io.err }).toEqual({
    exitCode: 0,
    err: '',
  });
  return io.out;
};

describe('models', () => {
  it('lists what the files tell of themselves', async () => {
    const lines = (await run()).split('\n');
    expect(lines[0]).toMatch(/^MODEL +KIND +NETWORK +WEIGHTS +FILE +LEARNED FROM +NATS ON UNSEEN MUSIC$/);
    expect(lines[1]).toMatch(
      /^Chopin +piano +LSTM 1 x 8 +[0-9.]+K +0\.[0-9] MB +12 works, 3,456 notes, 7 passes +5\.500 a note, over 789$/,
    );
    expect(lines.slice(2, 6)).toEqual(['  wait 1.250, what 2.750', '  made up', '  in a test', `  ${models}`]);
    expect(lines[6]).toMatch(/^chorale +chorale .* 3,456 tokens, .* a token, over 789$/);
  });

  it('says who can be played, by which model and how well known, as many as can be asked for', async () => {
    const folder = path.join(models, 'several');
    const card = pianoCard('base');
    const [excerpt] = card.excerpts;
    const composers = ['Bach', 'Liszt', 'Satie'];
    const notesByComposer = { Bach: 60_000, Liszt: 12_000, Satie: 100 };
    await writeModel(folder, {
      ...card,
      composers,
      training: { ...card.training, notesByComposer },
      excerpts: composers.map((composer) => ({ ...excerpt, composer })),
    });
    await writeFile(path.join(folder, 'base.training'), '');
    const out = await run('--models', folder);
    expect(out).toMatch(/^base \(unfinished\) +piano/m);
    expect(out).toContain(
      'Can be played: 3 composers, and 1 model by name (base)\n' +
        '  base knows well (1):\n    Bach\n  base knows fairly (1):\n    Liszt\n  base knows a little (1):\n    Satie\n',
    );
    const { playable } = JSON.parse(await run('--models', folder, '--json')) as { playable: { name: string }[] };
    const names = (await run('--models', folder, '--names')).trimEnd().split('\n');
    expect(playable.map(({ name }) => name)).toEqual(names);
    expect(playable[0]).toEqual({ name: 'Bach', model: 'base', notes: 60_000, isUnfinished: true });
  });

  it('lists damaged and foreign files last, with the reason', async () => {
    const out = await run();
    const [, faults] = out.split('Not usable:\n');
    expect(faults.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^ {2}Cut: .*cannot be used: .* is cut off/),
      expect.stringMatching(/^ {2}Flipped: .*cannot be used: its checksum does not match/),
      '  Future: It uses the encoding piano-events/9, which this version cannot play.',
    ]);
  });

  it('gives the same as JSON', async () => {
    const { models: listed } = JSON.parse(await run('--json')) as { models: Record<string, unknown>[] };
    expect(listed.map(({ model, usable }) => [model, usable])).toEqual([
      ['Chopin', true],
      ['chorale', true],
      ['Cut', false],
      ['Flipped', false],
      ['Future', false],
    ]);
    expect(listed[0]).toMatchObject({ kind: 'piano', validation: { nats: 5.5, count: 789 }, excerpts: 2 });
  });

  it('says how to get one where there is none', async () => {
    expect(await run('--models', 'nowhere')).toContain('No usable model in nowhere. Train one with:');
  });
});
