import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEvaluate } from '../../../src/cli/commands/evaluate.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { encodeCheckpoint } from '../../../src/model/checkpoint/checkpoint.js';
import type { EventSchema } from '../../../src/model/event-schema.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { choraleEvaluation, pianoEvaluation } from './evaluation-json.js';
import { madePiece, put, putPieces } from '../made-music.js';
import { RecordedIo } from '../recorded-io.js';

let folder: string;
const at = (name: string): string => path.join(folder, name);

/** A model whose weights are all 0: it finds every value of a field equally likely, whatever came before. */
const writeEvenModel = async (name: string, encoding: string, schema: EventSchema, composer: string): Promise<void> => {
  const network = { kind: 'lstm' as const, schema: [...schema], embedding: 4, units: 4, layers: 1, headUnits: 4 };
  const weights = new Map(
    [...initialiseWeights(network, 1)].map(([key, values]) => [key, new Float32Array(values.length)]),
  );
  const training = { works: 3, notes: 1200, passes: 1, seconds: 1, seed: 1, engine: 'none', provenance: '' };
  const card = {
    format: 'music-lstm-daemon/1' as const,
    name,
    encoding,
    network,
    composers: [composer],
    hearsPlayer: false,
    training,
    validation: null,
    excerpts: [],
  };
  await put(folder, `models/${name}.safetensors`, encodeCheckpoint({ card, weights }));
};

const sizeOf = (schema: EventSchema, field: string): number => schema.find(({ name }) => name === field)?.size ?? NaN;

/** Two beats of C major, held or not. */
const chorale = (steps: number, soprano: number): number[][] =>
  Array.from({ length: steps }, (_, i) => [soprano + (i % 2), 67, 64, 48]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluate-'));
  await writeEvenModel('Czerny', 'piano-events/1', pianoSchema, 'Czerny');
  await writeEvenModel('chorale', 'chorale-tokens/2', choraleSchema, 'Bach');
  await putPieces(at('data'), ['Czerny/a.mid', 'Czerny/b.mid', 'Czerny/c.mid', 'Czerny/d.mid'], 400);
  await putPieces(at('data'), ['Hanon/x.mid'], 20);
  await put(folder, 'unseen/deep/down/one.mid', writeMidi(madePiece(91, 40)));
  await put(folder, 'unseen/two.MID', writeMidi(madePiece(92, 60)));
  await put(folder, 'unseen/broken.mid', 'no music');
  await put(folder, 'empty/readme.txt', 'no music');
  await writeFile(at('all.json'), JSON.stringify({ train: [chorale(8, 72), chorale(8, 74)], valid: [chorale(6, 72)] }));
  await writeFile(at('test-only.json'), JSON.stringify({ test: [chorale(5, 72), chorale(4, 71)] }));
});
afterAll(() => rm(folder, { recursive: true }));

const evaluate = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models'), MUSIC_LSTM_CACHE: at('cache') });
  const exitCode = await runCli(['evaluate', ...args, '--threads', '1'], io, [registerEvaluate]);
  return { exitCode, out: io.out, err: io.err };
};

/** The one line that --json prints, and what stood on stderr. */
const jsonOf = async (args: readonly string[]) => {
  const { exitCode, out, err } = await evaluate(...args, '--json');
  expect({ exitCode, lines: out.split('\n').length }, err).toEqual({ exitCode: 0, lines: 2 });
  return { out, err };
};

const evaluatePiano = async (...args: readonly string[]) => {
  const { out, err } = await jsonOf(args);
  return { result: pianoEvaluation(out), err };
};

const evaluateChorale = async (...args: readonly string[]) => choraleEvaluation((await jsonOf(args)).out);

describe('evaluating a piano model', () => {
  it('costs a network that knows nothing the logarithm of every field’s size', async () => {
    const { result } = await evaluatePiano('czerny', at('unseen'));

    const nats = (field: string) => Math.log(sizeOf(pianoSchema, field));
    expect(result).toMatchObject({ model: 'Czerny', notes: 100, works: 2, seenInTraining: null });
    for (const field of ['wait', 'duration', 'velocity'])
      expect(result.fields[field], field).toBeCloseTo(nats(field), 4);
    expect(result.fields.pitch).toBeCloseTo(nats('what'), 4);
    expect(result.natsPerNote).toBeCloseTo(nats('wait') + nats('what') + nats('duration') + nats('velocity'), 4);
  });

  it('lists bad files with reasons, and leaves baselines out where there is nothing to learn from', async () => {
    const { result, err } = await evaluatePiano('Czerny', at('unseen'));

    expect(result.baselines).toBeNull();
    expect(result.rejected).toMatchObject([{ file: 'broken.mid' }]);
    expect(err).toMatch(/^1 file left out:\n {2}broken\.mid: .+$/m);
    expect(err).toMatch(/^note: no baselines: no training music of Czerny .* with --data\.$/m);
  });

  it('puts baselines beside it that learned from the model’s composer alone', async () => {
    const { result, err } = await evaluatePiano(at('models/Czerny.safetensors'), at('unseen'), '--data', at('data'));

    expect(result.baselines?.source).toMatch(/^3 training works of Czerny \(1200 notes, as written\)/);
    expect(result.baselines?.markov.natsPerNote).toBeLessThan(result.baselines?.unigram.natsPerNote ?? NaN);
    expect(result.baselines?.unigram.natsPerNote).toBeLessThan(result.natsPerNote);
    expect(Object.keys(result.baselines?.markov.fields ?? {}).sort()).toEqual(Object.keys(result.fields).sort());
    expect(err).not.toContain('is not what the model learned from');
  });

  it('never lets a baseline learn from a file that is evaluated, whatever its name', async () => {
    const letters = ['a', 'b', 'c', 'd'];
    for (const [i, letter] of letters.entries())
      await put(folder, `again/renamed-${letter}.mid`, writeMidi(madePiece(i + 1, 400)));
    await put(folder, 'one-again/renamed.mid', writeMidi(madePiece(1, 400)));
    await put(folder, 'one-again/other.mid', writeMidi(madePiece(2, 400)));

    const all = await evaluatePiano('Czerny', at('again'), '--data', at('data'));
    expect(all.result).toMatchObject({ baselines: null, seenInTraining: 3 });
    expect(all.err).toContain(
      'note: the model was trained on 3 of these works, so the figure is not for unseen music.',
    );
    const some = await evaluatePiano('Czerny', at('one-again'), '--data', at('data'));
    const source = some.result.baselines?.source;
    const left = some.result.seenInTraining ?? NaN;
    expect(left).toBeGreaterThan(0);
    expect(source).toContain(`${3 - left} training works`);
    expect(source).toContain(`without ${left} that are evaluated`);
  });

  it('finds the works that training kept aside, and only in the music it learned from', async () => {
    const { result } = await evaluatePiano('Czerny', '--validation', '--data', at('data'));
    expect(result).toMatchObject({ works: 1, notes: 400, seenInTraining: 0 });
    expect(result.baselines?.source).not.toContain('without');

    const other = await evaluate('Czerny', '--validation', '--data', at('data'), '--exclude', 'a.mid');
    expect(other.exitCode).toBe(1);
    expect(other.err).toMatch(/^error: The validation works .* is not what the model learned from .*\n$/);
  });

  it('learns as it goes on where it is asked to, of as many works as are wanted', async () => {
    const { result } = await evaluatePiano('Czerny', at('unseen'), '--dynamic', '1');

    expect(result.dynamic).toMatchObject({ works: 1 });
    expect(result.dynamic?.fixed.natsPerNote).toBeCloseTo(result.natsPerNote, 3);
    expect(result.dynamic?.learning.natsPerNote).toBeLessThan(result.dynamic?.fixed.natsPerNote ?? 0);
    const { out } = await evaluate('Czerny', at('unseen'), '--dynamic');
    expect(out).toMatch(/^ +as trained +learning$/m);
    expect(out).toMatch(/% less than as trained\.\n$/);
  });

  it('shows a table for people', async () => {
    const { out } = await evaluate('Czerny', at('unseen'), '--data', at('data'));

    expect(out).toMatch(/unseen: 2 works, 100 notes\n/);
    expect(out).toMatch(/^ +Czerny +unigram +order-2 Markov$/m);
    expect(out).toMatch(/^ {2}pitch( +\d+\.\d{3}){3}$/m);
    expect(out).toMatch(/^nats a note( +\d+\.\d{3}){3}$/m);
    expect(out).toMatch(/[\d.]+ % more than the Markov baseline\. The baselines learned from 3 training works/);
  });
});

describe('evaluating a chorale model', () => {
  it('measures every token of the only split there is', async () => {
    const result = await evaluateChorale('chorale', at('test-only.json'));

    expect(result).toMatchObject({ model: 'chorale', tokens: 4 * (5 + 4), works: 2, baselines: null });
    expect(result.natsPerToken).toBeCloseTo(Math.log(sizeOf(choraleSchema, 'pitch')), 4);
    expect(result.fields).toEqual({ pitch: result.natsPerToken });
  });

  it('takes the split asked for, and its baselines from the train split or another file', async () => {
    const valid = await evaluateChorale('chorale', at('all.json'), '--split', 'valid');
    expect(valid).toMatchObject({ tokens: 24, works: 1 });
    expect(valid.baselines?.markov.natsPerToken).toBeLessThan(valid.natsPerToken);
    const kept = await evaluateChorale('chorale', '--validation', '--data', at('all.json'));
    expect(kept.natsPerToken).toBe(valid.natsPerToken);
    const test = await evaluateChorale('chorale', at('test-only.json'), '--data', at('all.json'));
    expect(test.baselines?.source).toContain('2 chorales of the train split');
    const train = await evaluateChorale('chorale', at('all.json'), '--split', 'train');
    expect(train.baselines).toBeNull();
  });
});

describe('wrong usage of evaluate', () => {
  const refused = async (args: readonly string[], exitCode: number, message: RegExp) => {
    const result = await evaluate(...args);
    expect(result).toMatchObject({ exitCode, out: '' });
    expect(result.err).toMatch(/^error: [^\n]+\n$/);
    expect(result.err).toMatch(message);
  };

  it('asks which split where there are several', () =>
    refused(['chorale', at('all.json')], 2, /several splits\. Choose with --split: train, valid\./));
  it('says which splits there are', () =>
    refused(['chorale', at('all.json'), '--split', 'test'], 2, /no split test\. Choose with --split: train, valid\./));
  it('learns as it goes on from piano music only', () =>
    refused(['chorale', at('all.json'), '--dynamic'], 2, /--dynamic .*piano/));
  it('refuses chorales to a piano model', () => refused(['Czerny', at('all.json')], 2, /is a piano model/));
  it('refuses MIDI files to a chorale model', () => refused(['chorale', at('unseen')], 2, /is a chorale model/));
  it('asks for music', () => refused(['Czerny'], 2, /Name a folder of MIDI files or a chorale \.json/));
  it('takes music or --validation, not both', () =>
    refused(['Czerny', at('unseen'), '--validation'], 2, /either music or --validation/));
  it('names the models there are', () =>
    refused(['Liszt', at('unseen')], 1, /No composer or model "Liszt"\. .*Czerny, chorale/));
  it('tells that a file is no model', () =>
    refused([at('models/Liszt.safetensors'), at('unseen')], 1, /Liszt\.safetensors cannot be used/));
  it('tells that a folder is not there', () => refused(['Czerny', at('nowhere')], 1, /nowhere" does not exist/));
  it('tells that a folder has no MIDI files', () => refused(['Czerny', at('empty')], 1, /empty" holds no MIDI files/));
  it('tells that the folder named has none of the composer', () =>
    refused(['Czerny', at('unseen'), '--data', at('unseen')], 1, /No music of Czerny in/));
});
