import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandIo } from '../../src/cli/command-io.js';
import { registerEvaluate } from '../../src/cli/commands/evaluate.js';
import { registerTrain } from '../../src/cli/commands/train.js';
import { runCli } from '../../src/cli/run-cli.js';
import { struckInRows } from '../../src/encoding/memorisation/note-onset.js';
import { pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { longestVerbatimRun } from '../../src/encoding/memorisation/verbatim-run.js';
import { listModels } from '../../src/model/checkpoint/model-store.js';
import { decodeCheckpoint } from '../../src/model/checkpoint/checkpoint.js';
import { anyOf } from '../../src/model/checkpoint/bloom-filter.js';
import { readLossHistory } from '../../src/training/loss/loss-history.js';
import { pianoEvaluation } from './commands/evaluation-json.js';
import { put, putPieces } from './made-music.js';
import { RecordedIo } from './recorded-io.js';

const TINY = '--units 8 --layers 1 --embedding 8 --head-units 8 --batch 4 --steps 16 --threads 1'.split(' ');

let folder: string;
const at = (...names: readonly string[]): string => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'train-'));
  const movements = ['sonata-a_1.mid', 'sonata-a_2.mid', 'sonata-b_1.mid', 'sonata-b_2.mid', 'sonata-c_1.mid'];
  await putPieces(
    at('data'),
    movements.map((name) => `Czerny/${name}`),
    240,
  );
  await put(at('data'), 'Czerny/broken.mid', 'no music');
});
afterAll(() => rm(folder, { recursive: true }));

type Change = (io: RecordedIo) => Partial<CommandIo>;

/** Trains with results in a folder of their own; `change` gives the world another clock or a Ctrl-C. */
const train = async (place: string, args: readonly string[], change: Change = () => ({})) => {
  const io = new RecordedIo({ MUSIC_LSTM_CACHE: at('cache') });
  const places = ['--data', at('data'), '--models', at(place), '--output', at(place, 'output')];
  const world: CommandIo = Object.assign(io, change(io));
  const exitCode = await runCli(['train', 'czerny', ...places, ...TINY, ...args], world, [registerTrain]);
  return { exitCode, out: io.out, err: io.err };
};

const historyOf = (place: string) => readLossHistory(at(place, 'output', 'Czerny_training_loss.jsonl'));
const modelOf = async (place: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(at(place, 'Czerny.safetensors')));
const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Ctrl-C when the clock has been asked for the `n`th time, which is about once a step. */
const interruptedAt =
  (n: number): Change =>
  (io) => {
    let asked = 0;
    return {
      now: () => {
        if (++asked === n) io.pressCtrlC();
        return 0;
      },
    };
  };

describe('train', () => {
  let told: Awaited<ReturnType<typeof train>>;
  beforeAll(async () => {
    told = await train('whole', ['--passes', '4']);
  });

  it('writes the model, the loss history and its picture, and says where the model is', async () => {
    expect(told.exitCode, told.err).toBe(0);
    expect(told.out).toMatch(/^Czerny: \d+\.\d{3} nats per note on unseen works, .*Czerny\.safetensors\n$/);
    const { card } = decodeCheckpoint(await modelOf('whole'), 'Czerny');
    expect(card).toMatchObject({ name: 'Czerny', composers: ['Czerny'], training: { seed: 1 } });
    const history = await historyOf('whole');
    expect(history.map(({ pass }) => Math.floor(pass))).toEqual([1, 2, 3, 4]);
    expect(history[3].trainLoss).toBeLessThan(history[0].trainLoss);
    const picture = await readFile(at('whole', 'output', 'Czerny_training_loss.png'));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(await exists(at('whole', 'Czerny.training'))).toBe(false);
  });

  it('keeps what the model could quote with it: its own excerpts, from the first note to the last', async () => {
    const { card, grams = [] } = decodeCheckpoint(await modelOf('whole'), 'Czerny');
    const longest = card.excerpts.map(({ ids }) => {
      const notes = struckInRows({ length: ids.length / pianoSchema.length, ids: Int32Array.from(ids) });
      return longestVerbatimRun(notes, anyOf(grams)) / notes.length;
    });
    expect(longest.length).toBeGreaterThan(0);
    expect(new Set(longest)).toEqual(new Set([1]));
  });

  it('trains on the good files and lists the bad ones at the end', () => {
    expect(told.err).toMatch(/1 file left out:\n {2}Czerny\/broken\.mid: [^\n]+\n$/);
  });

  it('never has one movement of a work to learn from and another to validate on', async () => {
    const { card } = decodeCheckpoint(await modelOf('whole'), 'Czerny');
    const learned = new Set(card.excerpts.map(({ source }) => source.replace(/_\d[.]mid$/, '')));

    expect(learned.size).toBe(2);
    expect(told.err).toMatch(
      learned.has('Czerny/sonata-c')
        ? /learning from 3 works, validating on 2/
        : /learning from 4 works, validating on 1/,
    );
  });

  it('gives the same losses and the same model with the same seed, others with another', async () => {
    await train('again', ['--passes', '4']);
    await train('other', ['--passes', '1', '--seed', '2']);

    expect(await historyOf('again')).toEqual(await historyOf('whole'));
    expect(await modelOf('again')).toEqual(await modelOf('whole'));
    expect((await historyOf('other'))[0].trainLoss).not.toBe((await historyOf('whole'))[0].trainLoss);
  });

  it.each([4, 25, 60])('goes on after Ctrl-C (at tick %i of the clock) to the same result', async (tick) => {
    const place = `interrupted-${tick}`;
    const first = await train(place, ['--passes', '4'], interruptedAt(tick));
    expect(first.err).toContain('interrupted; the same command goes on');
    expect((await historyOf(place)).length).toBeLessThan(4);

    const second = await train(place, ['--passes', '4']);
    expect(second.err).toMatch(/Czerny: goes on at pass \d[.]\d, where it was cut short; --no-resume begins again/);
    expect(await historyOf(place)).toEqual(await historyOf('whole'));
    expect(await modelOf(place)).toEqual(await modelOf('whole'));
  });

  it('begins again with --no-resume, and where the plan is another', async () => {
    for (const again of [
      ['--passes', '4', '--no-resume'],
      ['--passes', '1'],
    ]) {
      const place = `anew-${again.length}`;
      await train(place, ['--passes', '4'], interruptedAt(25));
      expect((await train(place, again)).err).not.toContain('goes on at pass');
    }
    expect(await historyOf('anew-3')).toEqual(await historyOf('whole'));
  });

  it('marks a model whose training was cut short as unfinished until that is done', async () => {
    const isUnfinished = async () => (await listModels([at('marked')])).map((model) => model.isUnfinished ?? false);
    await train('marked', ['--passes', '4'], interruptedAt(60));
    expect(await isUnfinished()).toEqual([true]);
    await train('marked', ['--passes', '4']);
    expect(await isUnfinished()).toEqual([false]);
  });

  it('trains a Transformer, and goes on with it after Ctrl-C to the same result', async () => {
    const network = ['--network', 'transformer', '--heads', '2', '--context', '20', '--passes', '3'];
    expect((await train('attending', network)).err).not.toContain('error');
    await train('attending-again', network, interruptedAt(25));
    await train('attending-again', [...network, '--resume']);

    const { card } = decodeCheckpoint(await modelOf('attending'), 'Czerny');
    expect(card.network).toMatchObject({ kind: 'transformer', units: 8, layers: 1, heads: 2, context: 20 });
    const history = await historyOf('attending');
    expect(history[2].trainLoss).toBeLessThan(history[0].trainLoss);
    expect(await historyOf('attending-again')).toEqual(history);
    expect(await modelOf('attending-again')).toEqual(await modelOf('attending'));
  });

  it('stops when its minutes are up, and goes on later', async () => {
    let nowMs = 0;
    const clock: Change = () => ({ now: () => (nowMs += 1000) });
    const first = await train('hasty', ['--passes', '4', '--minutes', '0.5'], clock);
    expect(first.exitCode).toBe(0);
    expect(first.err).toContain('time is up; the same command goes on');

    await train('hasty', ['--passes', '4', '--resume']);
    const losses = async (place: string) => (await historyOf(place)).map(({ validationLoss }) => validationLoss);
    expect(await losses('hasty')).toEqual(await losses('whole'));
  });

  it('does not resume another training', async () => {
    await train('changed', ['--passes', '4'], interruptedAt(25));
    const { exitCode, err } = await train('changed', ['--passes', '4', '--resume', '--seed', '2']);

    expect(exitCode).toBe(1);
    expect(err).toMatch(/^error: Training cannot resume from .*other music or other settings\./m);
  });

  it('is confirmed by evaluate, on the same works', async () => {
    const io = new RecordedIo({ MUSIC_LSTM_CACHE: at('cache') });
    const model = at('whole', 'Czerny.safetensors');
    await runCli(['evaluate', model, '--validation', '--data', at('data'), '--json'], io, [registerEvaluate]);

    const { card } = decodeCheckpoint(await modelOf('whole'), 'Czerny');
    const result = pianoEvaluation(io.out);
    expect(result.notes).toBe(card.validation?.count);
    expect(Math.abs(result.natsPerNote - (card.validation?.nats ?? NaN))).toBeLessThan(1e-3);
  });
});
