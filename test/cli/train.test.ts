import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerTrain } from '../../src/cli/commands/train.js';
import { runCli } from '../../src/cli/run-cli.js';
import { put, putPieces } from './made-music.js';
import { RecordedIo } from './recorded-io.js';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'train-errors-'));
  await putPieces(at('small'), ['Hanon/a.mid', 'Hanon/b.mid'], 30);
  await put(folder, 'empty/Hanon/readme.txt', 'no music');
  await put(folder, 'broken/Hanon/a.mid', 'no music');
  await putPieces(at('two'), ['Hanon/a.mid', 'Hanon/b.mid'], 30);
  await put(folder, 'two/Clementi/a.mid', 'no music');
  await put(folder, 'flat/a.mid', 'no music');
  await writeFile(at('no-valid.json'), JSON.stringify({ train: [[[72, 67, 64, 48]]] }));
  await writeFile(at('poem.json'), '"no music"');
});
afterAll(() => rm(folder, { recursive: true }));

const train = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models'), MUSIC_LSTM_CACHE: at('cache') });
  const exitCode = await runCli(['train', '--output', at('output'), ...args], io, [registerTrain]);
  return { exitCode, out: io.out, err: io.err };
};

describe('music that cannot be learned', () => {
  it.each([
    ['a missing folder', ['--data', 'nowhere'], 1, /"nowhere" does not exist\. Expected a folder with one folder/],
    ['a folder without MIDI files', ['--data', 'empty'], 1, /No MIDI files .* Expected a folder/],
    [
      'files that belong to no composer',
      ['--data', 'flat'],
      1,
      /not in a composer's folder\. .* the folder above them with --data/,
    ],
    ['all excluded', ['--data', 'small', '--exclude', 'Hanon'], 1, /--exclude excludes all 2 MIDI files/],
    ['too little in the only folder', ['--data', 'small'], 1, /Too little music to train on/],
    ['of several composers, for one name', ['--data', 'two', '--name', 'all'], 2, /there are 2 composers\./],
    [
      'too little music',
      ['Hanon', '--data', 'small'],
      1,
      /2 work\(s\) with 60 notes\. Training needs at least 2 .* 1000/,
    ],
    ['unreadable files only', ['Hanon', '--data', 'broken'], 1, /None of the 1 files .* could be read/],
    ['an unknown composer', ['Liszt', '--data', 'small'], 1, /No composer "Liszt" in the data folder\. It has Hanon\./],
    ['a missing chorale file', ['--data', 'nowhere.json'], 1, /nowhere\.json" is not a chorale file: it cannot be/],
    ['chorales without a valid split', ['--data', 'no-valid.json'], 1, /training needs both train and valid/],
    ['JSON that is no music', ['--data', 'poem.json'], 1, /poem\.json" is not a chorale file/],
  ])('is %s, told in one line', async (_name, args, exitCode, message) => {
    const place = args.map((arg, i) => (args[i - 1] === '--data' && !arg.startsWith('nowhere') ? at(arg) : arg));
    const result = await train(...place);

    expect(result).toMatchObject({ exitCode, out: '' });
    expect(result.err).toMatch(/^error: [^\n]+\n$/);
    expect(result.err).toMatch(message);
  });

  it('of one composer among several is skipped and reported', async () => {
    const { exitCode, err } = await train('--data', at('two'));

    expect(exitCode).toBe(0);
    expect(err).toMatch(/^Clementi: skipped\. None of the 1 files .*\nHanon: skipped\. Too little music/);
  });

  it.each(['--passes 0', '--minutes none', '--units 2.5', '--seed -1', '--dropout 1', '--engine abacus'])(
    'is not even looked at with %s',
    async (options) => {
      const { exitCode, err } = await train('--data', 'nowhere', ...options.split(' '));

      expect(exitCode).toBe(2);
      expect(err).toMatch(/^error: option [^\n]+\n$/);
    },
  );
});

describe('places for results', () => {
  it.each(['--models', '--output'])('are looked at before training begins: %s', async (option) => {
    await putPieces(at('enough'), ['Hanon/a.mid', 'Hanon/b.mid', 'Hanon/c.mid'], 400);
    const { exitCode, err } = await train('Hanon', '--data', at('enough'), option, at('poem.json/deeper'));

    expect(exitCode).toBe(1);
    expect(err).toMatch(/^error: Cannot write ".*deeper": there is a file where a folder is needed\./);
    expect(err).toContain(`Name another place with ${option}.`);
  });
});
