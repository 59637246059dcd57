import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEvaluate } from '../../src/cli/evaluate-command.js';
import { runCli } from '../../src/cli/run-cli.js';
import { registerTrain } from '../../src/cli/train-command.js';
import { decodeCheckpoint } from '../../src/model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../src/model/checkpoint/model-card.js';
import { putPieces } from './made-music.js';
import { RecordedIo } from './recorded-io.js';

const SHAPE = '--units 8 --layers 1 --embedding 8 --head-units 8'.split(' ');
const SHORT = '--batch 4 --steps 16 --threads 1 --passes 3'.split(' ');

let folder: string;
const at = (...names: readonly string[]): string => path.join(folder, ...names);

const run = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_CACHE: at('cache'), MUSIC_LSTM_CONFIG: at('config.json') });
  const exitCode = await runCli(args, io, [registerTrain, registerEvaluate]);
  return { exitCode, out: io.out, err: io.err };
};

const train = (data: string, ...args: readonly string[]) =>
  run('train', '--data', at(data), '--models', at('models'), '--output', at('output'), ...SHORT, ...args);

const cardOf = (name: string): ModelCard =>
  decodeCheckpoint(new Uint8Array(readFileSync(at('models', `${name}.safetensors`))), name).card;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'together-'));
  const works = ['1.mid', '2.mid', '3.mid'];
  await putPieces(
    at('data'),
    works.flatMap((work) => ['Czerny', 'Satie'].map((composer) => `${composer}/${work}`)),
    240,
  );
  await putPieces(at('own'), ['Ada/1.mid', 'Ada/2.mid', 'Ada/3.mid'], 600);
  await putPieces(at('liked'), ['one.mid', 'two.mid'], 40);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('one model of several composers', () => {
  it('is trained together, and hears a player', async () => {
    const told = await train('data', '--together', ...SHAPE);
    expect(told.exitCode, told.err).toBe(0);
    expect(told.out).toMatch(/^base: \d+\.\d{3} nats per note on unseen works/);
    const card = cardOf('base');
    expect(card).toMatchObject({ name: 'base', composers: ['Czerny', 'Satie'], hearsPlayer: true });
    expect(card.training.composers).toBeUndefined();
    expect(new Set(card.excerpts.map(({ composer }) => composer))).toEqual(new Set(['Czerny', 'Satie']));
  });

  it('is measured beside a player’s hand', async () => {
    const told = await run('evaluate', 'base', at('data'), '--models', at('models'), '--listening', '--json');
    expect(told.exitCode, told.err).toBe(0);
    const { listening, notes } = JSON.parse(told.out) as {
      readonly listening: Readonly<Record<string, { readonly natsPerNote: number }>>;
      readonly notes: number;
    };
    expect(Object.keys(listening)).toEqual(['exact', 'humanised', 'shuffled', 'alone']);
    for (const { natsPerNote } of Object.values(listening)) expect(natsPerNote).toBeGreaterThan(0);
    expect(notes).toBeGreaterThan(1000);
  });

  it('is fine-tuned to another composer, who gets a slot, and the gain is told', async () => {
    const told = await train('own', 'Ada', '--from', 'base', '--liked', at('liked'));
    expect(told.exitCode, told.err).toBe(0);
    expect(told.err).toMatch(/Ada: base gives \d+\.\d{3} nats per note on these unseen works/);
    const [, after, before] = /^Ada: ([\d.]+) nats per note on unseen works \(([\d.]+) before\)/.exec(told.out) ?? [];
    expect(Number(after)).toBeLessThan(Number(before));
    const card = cardOf('Ada');
    expect(card).toMatchObject({
      composers: ['Czerny', 'Satie', 'Ada'],
      hearsPlayer: true,
      training: { composers: ['Ada'], from: 'base', works: 4 },
    });
    expect(card.training.provenance).toContain('2 liked moments of live sessions');
    expect(card.network).toEqual(cardOf('base').network);
  });

  it.each([
    [['Ada', '--from', 'base', '--units', '16'], 2, 'brings its network along'],
    [['Ada', '--from', 'nobody'], 1, 'No model "nobody"'],
    [['Ada', '--liked', 'nowhere'], 1, 'does not exist'],
  ] as const)('says what is wrong with %j', async (args, exitCode, words) => {
    const told = await train('own', ...args);
    expect(told.exitCode).toBe(exitCode);
    expect(told.err).toContain(words);
  });
});
