import { access, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerGenerate } from '../../../src/cli/commands/generate.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { withComposer } from '../../../src/training/corpus/piano-works.js';
import type { Piece } from '../../../src/music/piece.js';
import { scalePiece } from '../../composer/seeds.js';
import { attendingCard, choraleCard, pianoCard, writeModel } from '../made-models.js';
import { RecordedIo } from '../recorded-io.js';

let root: string;
let models: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'generate-'));
  models = path.join(root, 'models');
  await writeModel(models, pianoCard('Nobody'));
  await writeModel(models, attendingCard('Heeding'));
  await writeModel(models, choraleCard('Bach-chorale'));
  const card = pianoCard('Several');
  const excerpts = card.excerpts.map(({ ids, ...rest }) => {
    const ofHanon = withComposer({ ids: Int32Array.from(ids), length: ids.length / pianoSchema.length }, 1);
    return { ...rest, ids: [...ofHanon.ids] };
  });
  await writeModel(path.join(root, 'several'), { ...card, composers: ['Czerny', 'Hanon'], excerpts });
  await writeFile(path.join(models, 'Damaged.safetensors'), 'not a model at all');
});
afterAll(() => rm(root, { recursive: true }));

interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const run = async (...args: string[]): Promise<Outcome> => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: models });
  const exitCode = await runCli(['generate', ...args], io, [registerGenerate]);
  return { exitCode, out: io.out, err: io.err };
};

const bytesOf = (file: string): Promise<Buffer> => readFile(path.join(root, file));

const pieceIn = async (file: string): Promise<Piece> => readMidi(new Uint8Array(await bytesOf(file)));

const usageError = async (...args: string[]): Promise<string> => {
  const { exitCode, out, err } = await run(...args);
  expect({ exitCode, out, lines: err.trimEnd().split('\n').length }).toEqual({ exitCode: 2, out: '', lines: 1 });
  return err;
};

describe('generate', () => {
  it('writes as many bars as a form has, and refuses one that cannot be read', async () => {
    const output = path.join(root, 'formed');
    const { out } = await run('Nobody', '--form', 'A2 B1 A2', '--seed', '1', '--output', output, '--json');
    expect(JSON.parse(out)).toMatchObject({ pieces: [{ bars: 5 }] });
    expect(await usageError('Nobody', '--form', 'A2 Z1')).toContain('Form "A2 Z1" cannot be read.');
  });

  it.each(['Nobody', 'Heeding'])('writes the same file, byte for byte, for the same seed: %s', async (model) => {
    const outputs = ['a', 'b', 'c'].map((name) => path.join(root, `${model}-${name}`));
    const seeds = ['5', '5', '6'];
    for (const [i, output] of outputs.entries()) {
      const { exitCode } = await run(model.toLowerCase(), '--bars', '4', '--seed', seeds[i], '-o', output);
      expect(exitCode).toBe(0);
    }
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map((name) => bytesOf(`${model}-${name}/${model}_generated_music.mid`)),
    );
    expect(b.equals(a)).toBe(true);
    expect(c.equals(a)).toBe(false);
    expect(await readdir(path.join(root, `${model}-a`))).toEqual([`${model}_generated_music.mid`]);
  });

  it('overwrites nothing: its own names are numbered, a name that was given is refused without --force', async () => {
    const folder = path.join(root, 'kept');
    const args = ['Nobody', '--bars', '1', '--seed', '1'];
    for (const _turn of [1, 2]) expect((await run(...args, '-o', folder)).exitCode).toBe(0);
    expect(await readdir(folder)).toEqual(['Nobody_generated_music-2.mid', 'Nobody_generated_music.mid']);
    const file = path.join(folder, 'mine.mid');
    await writeFile(file, 'mine');
    const { exitCode, err } = await run(...args, '-o', file);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('overwrite it with --force')]);
    expect(await bytesOf('kept/mine.mid')).toEqual(Buffer.from('mine'));
    expect((await run(...args, '-o', file, '--force')).exitCode).toBe(0);
  });

  it('tells file, bars, notes, length, seed and where it began', async () => {
    const file = path.join(root, 'told.mid');
    const { out, err } = await run('Nobody', '--bars', '4', '--seed', '7', '-o', file);
    const notes = (await pieceIn('told.mid')).tracks[0].notes.length;
    expect(err).toBe('');
    expect(out).toMatch(
      new RegExp(`^${file}: 4 bars, ${notes} notes, [0-9]+ s of music, seed 7, after (prelude|waltz).mid, made in`),
    );
  });

  it('prints the seed it chose, which gives the piece again', async () => {
    const first = await run('Nobody', '--bars', '2', '--json', '-o', path.join(root, 'first.mid'));
    const [{ seed }] = (JSON.parse(first.out) as { pieces: { seed: number }[] }).pieces;
    await run('Nobody', '--bars', '2', '--seed', String(seed), '-o', path.join(root, 'again.mid'));
    expect((await bytesOf('again.mid')).equals(await bytesOf('first.mid'))).toBe(true);
  });

  it('plays at the tempo of the excerpt, or at the one asked for', async () => {
    await run('Nobody', '--bars', '1', '--seed', '1', '--expression', '0', '-o', path.join(root, 'own.mid'));
    await run('Nobody', '--bars', '1', '--seed', '1', '--expression', '0', '--tempo', '150', '-o', `${root}/fast.mid`);
    expect((await pieceIn('own.mid')).tempos[0].bpm).toBeCloseTo(72, 3);
    expect((await pieceIn('fast.mid')).tempos[0].bpm).toBeCloseTo(150, 3);
  });

  it('without names plays every model, and passes over what is none', async () => {
    const output = path.join(root, 'all');
    const { exitCode, out, err } = await run('--bars', '2', '-o', output);
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(3);
    expect(err).toMatch(/^Damaged: skipped\. Model .*Damaged\.safetensors cannot be used: .*\n$/);
    expect((await pieceIn('all/Bach-chorale_generated_music.mid')).tracks).toHaveLength(4);
  });

  it('takes its excerpt from the data folder where the composer is in it', async () => {
    const folder = path.join(root, 'data', 'Nobody');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'etude.mid'), writeMidi(scalePiece(4, 4, 20)));
    await writeFile(path.join(folder, 'torn.mid'), 'no music');
    const { out } = await run('Nobody', '--bars', '1', '--data', path.join(root, 'data'), '-o', `${root}/data.mid`);
    expect(out).toContain('after Nobody/etude.mid');
  });

  it('goes on from a given file', async () => {
    const file = path.join(root, 'mine.mid');
    await writeFile(file, writeMidi(scalePiece(3, 4, 2)));
    const { out } = await run('Nobody', '--bars', '1', '--prime', file, '-o', path.join(root, 'primed.mid'));
    expect(out).toContain(`after ${file}`);
    expect((await pieceIn('primed.mid')).meters).toEqual([{ tick: 0, numerator: 3, denominator: 4 }]);
  });

  it('is guided by the composer, where the model knows several', async () => {
    const several = path.join(root, 'several');
    const write = async (guidance: string): Promise<Buffer> => {
      const file = path.join(root, `guided-${guidance}.mid`);
      const { err } = await run(
        'Several',
        '--models',
        several,
        '--seed',
        '3',
        '--guidance',
        guidance,
        '--force',
        '-o',
        file,
      );
      expect(err).toBe('');
      return bytesOf(`guided-${guidance}.mid`);
    };
    const [plain, guided, again] = [await write('1'), await write('4'), await write('4')];

    expect(again.equals(guided)).toBe(true);
    expect(guided.equals(plain)).toBe(false);
    expect(await usageError('Nobody', '--guidance', '2', '-o', root)).toContain('It knows one composer');
    expect(await usageError('bach', '--prime', 'x.mid', '-o', root)).toContain('Leave out --prime.');
  });
});

describe('generate refuses in one line', () => {
  it.each([
    [['--bars', '0'], '--bars', '1 to 1000'],
    [['--bars', '2.5'], '--bars', '1 to 1000'],
    [['--temperature', '-1'], '--temperature', '0 to 5'],
    [['--temperature', 'hot'], '--temperature', '0 to 5'],
    [['--top-p', '0'], '--top-p', '0.01 to 1'],
    [['--top-k', '0'], '--top-k', '1 to 1000'],
    [['--seed', '-3'], '--seed', '0 to 2147483647'],
    [['--tempo', '5'], '--tempo', '10 to 400'],
    [['--expression', '101'], '--expression', '0 to 100'],
    [['--guidance', '-1'], '--guidance', '0 to 10'],
  ])('%j', async (args, option, range) => {
    const err = await usageError('Nobody', ...args);
    expect(err).toContain(option);
    expect(err).toContain(`'${args[1]}'`);
    expect(err).toContain(range);
  });

  it('one file for two pieces', async () => {
    expect(await usageError('Nobody', 'bach', '-o', 'both.mid')).toContain('Name a folder');
  });

  it.each([
    [
      'a composer without a model',
      ['Satie'],
      'No composer or model "Satie". There are Bach-chorale, Damaged, Heeding, Nobody',
    ],
    ['a damaged model that was named', ['Damaged'], 'Damaged.safetensors cannot be used'],
    ['a folder of models without any', ['--models', 'nowhere'], 'No models in nowhere'],
    ['a data folder that is not there', ['Nobody', '--data', 'nowhere'], 'Data folder "nowhere" does not exist'],
    ['music that is not there', ['Nobody', '--prime', 'no.mid'], '--prime "no.mid" cannot be used'],
  ])('%s', async (_, args, message) => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(1);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a network that gives no numbers, and writes nothing', async () => {
    const broken = path.join(root, 'broken');
    await writeModel(broken, pianoCard('Liszt'), 1e38);
    const file = path.join(root, 'liszt.mid');
    const { exitCode, err } = await run('Liszt', '--models', broken, '-o', file);
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: 'error: Model Liszt computes invalid numbers: its weights are broken. Train it again.\n',
    });
    await expect(access(file)).rejects.toThrow();
  });

  it('a place that cannot be written', async () => {
    const { exitCode, err } = await run('Nobody', '--bars', '1', '-o', path.join(models, 'Damaged.safetensors'));
    expect(exitCode).toBe(1);
    expect(err).toContain('there is a file where a folder is needed. Name another place with --output.');
  });
});
