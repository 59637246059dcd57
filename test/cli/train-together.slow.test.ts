import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEvaluate } from '../../src/cli/commands/evaluate.js';
import { runCli } from '../../src/cli/run-cli.js';
import { registerTrain } from '../../src/cli/commands/train.js';
import { decodeCheckpoint } from '../../src/model/checkpoint/checkpoint.js';
import type { ModelCard } from '../../src/model/checkpoint/model-card.js';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import { madeSong, madeTune } from '../encoding/made-song.js';
import { madePiece, put, putPieces } from './made-music.js';
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

describe('a model of several data folders', () => {
  const folders = () => ['--data', at('piano'), '--data', at('songs')];

  beforeAll(async () => {
    await putPieces(at('piano'), ['Bach/1.mid', 'Bach/2.mid', 'Bach/3.mid', 'Bach/4.mid'], 300);
    await put(at('songs'), 'Bach/2.mid', writeMidi(madePiece(2, 300))); // as in the other folder
    for (const bars of [20, 24, 28])
      await put(at('songs'), `Abt/${bars}.mid`, writeMidi(madeSong(bars, madeTune(bars, 64))));
    const rows = [20, 24, 28].map((bars) => `songs/Abt/${bars}.mid\tCC BY-SA 4.0\tX/y@1:${bars}\twork ${bars}\n`);
    await put(at('songs'), 'MANIFEST.tsv', `file\tlicence\tsource\twork_cluster\n${rows.join('')}`);
    const options = ['--models', at('models'), '--output', at('output'), '--name', 'all', '--together'];
    const told = await run('train', ...folders(), ...options, ...SHORT, ...SHAPE);
    expect(told.exitCode, told.err).toBe(0);
    expect(told.err).toContain('1 file left out: other data folders have the same music');
  });

  it('names files with their folders, and tells the licence', () => {
    const { training, excerpts, composers } = cardOf('all');
    expect(composers).toEqual(['Abt', 'Bach']);
    expect(new Set(excerpts.map(({ source }) => source.split('/')[0]))).toEqual(new Set(['piano', 'songs']));
    expect(training.provenance).toBe('4 files: licence not stated\n3 files: CC BY-SA 4.0; X/y@1');
    expect(training.licence).toMatch(/^CC BY-SA/);
  });

  it('is measured on the very works that were kept aside, songs with and without their voice', async () => {
    const told = await run(
      'evaluate',
      'all',
      '--validation',
      ...folders(),
      '--models',
      at('models'),
      '--listening',
      '--json',
    );
    expect(told.exitCode, told.err).toBe(0);
    const { notes, natsPerNote, voice } = JSON.parse(told.out) as {
      readonly notes: number;
      readonly natsPerNote: number;
      readonly voice: Readonly<Record<string, { readonly notes: number; readonly natsPerNote: number }>>;
    };
    const { validation } = cardOf('all');
    expect(notes).toBe(validation?.count);
    expect(natsPerNote).toBeCloseTo(validation?.nats ?? 0, 2);
    const pianoNotes = Object.values(voice).map((of) => of.notes);
    expect(new Set(pianoNotes).size).toBe(1);
    expect(Object.keys(voice)).toEqual(['exact', 'humanised', 'shuffled', 'alone']);
  });

  it('cannot be measured on what is kept aside of one of them', async () => {
    const told = await run('evaluate', 'all', '--validation', '--data', at('piano'), '--models', at('models'));
    expect(told.exitCode).toBe(1);
    expect(told.err).toContain('is not what the model learned from');
  });
});

describe('one model of several composers', () => {
  it('is trained together, and hears a player', async () => {
    const told = await train('data', '--together', ...SHAPE);
    expect(told.exitCode, told.err).toBe(0);
    expect(told.out).toMatch(/^base: \d+\.\d{3} nats per note on unseen works/);
    const card = cardOf('base');
    expect(card).toMatchObject({ name: 'base', composers: ['Czerny', 'Satie'], hearsPlayer: true });
    expect(card.training.composers).toBeUndefined();
    expect(card.training).toMatchObject({ sittings: 1, notesByComposer: { Czerny: 480, Satie: 480 } });
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
    expect(told.err).toMatch(/Ada: base starts at \d+\.\d{3} nats per note on these unseen works/);
    const [, after, before] = /^Ada: ([\d.]+) nats per note on unseen works \(([\d.]+) before\)/.exec(told.out) ?? [];
    expect(Number(after)).toBeLessThan(Number(before));
    const card = cardOf('Ada');
    expect(card).toMatchObject({
      composers: ['Czerny', 'Satie', 'Ada'],
      hearsPlayer: true,
      training: { composers: ['Ada'], from: 'base', works: 4, sittings: 2 },
    });
    expect(card.training.provenance).toContain('2 liked moments of live sessions');
    expect(card.network).toEqual(cardOf('base').network);
  });

  it.each([
    [['Ada', '--from', 'base', '--units', '16'], 2, 'already determines the network'],
    [['Ada', '--from', 'nobody'], 1, 'No composer or model "nobody"'],
    [['Ada', '--liked', 'nowhere'], 1, 'does not exist'],
  ] as const)('says what is wrong with %j', async (args, exitCode, words) => {
    const told = await train('own', ...args);
    expect(told.exitCode).toBe(exitCode);
    expect(told.err).toContain(words);
  });
});
