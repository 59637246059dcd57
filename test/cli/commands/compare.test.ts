import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registerCompare } from '../../../src/cli/commands/compare.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { at, compare, useComparedMusic } from './compared-music.js';
import { RecordedIo } from '../recorded-io.js';

useComparedMusic();

const both = ['--composer', 'Czerny', '--composer', 'Hanon'];
const small = ['--samples', '2', '--bars', '4'];

const share = z.object({ passages: z.number(), right: z.number() });
const set = z.object({
  passages: z.number(),
  inside: z.record(z.string(), z.number()),
  medians: z.record(z.string(), z.number()),
});
const reported = z.object({
  settings: z.array(
    z.object({ temperature: z.number(), topP: z.number(), guidance: z.number(), quoting: z.number().nullable() }),
  ),
  composers: z.array(
    z.object({
      composer: z.string(),
      real: set,
      unseen: set,
      unseenVerbatim: z.array(z.number()),
      settings: z.array(set.extend({ named: share.nullable(), verbatim: z.array(z.number()) })),
    }),
  ),
  classifier: z.object({ unseen: z.record(z.string(), share), crossValidated: z.record(z.string(), share) }).nullable(),
});

const jsonOf = async (...args: readonly string[]) => {
  const { exitCode, out, err } = await compare(...args, ...small, '--json');
  expect(exitCode, err).toBe(0);
  return { ...reported.parse(JSON.parse(out)), out, err };
};

describe('comparing what a model writes with real music', () => {
  it('measures samples and unseen music by composer, for every setting, without what the model learned from', async () => {
    const found = await jsonOf('both', at('unseen'), '--data', at('data'), ...both, '--temperature', '0.5,1');

    expect(found.settings.map(({ temperature }) => temperature)).toEqual([0.5, 1]);
    expect(found.composers.map(({ composer }) => composer).sort()).toEqual(['Czerny', 'Hanon']);
    for (const { real, unseen, settings } of found.composers) {
      expect(settings.map(({ passages }) => passages)).toEqual([2, 2]);
      expect(real.passages).toBeGreaterThan(unseen.passages);
      for (const inside of Object.values(real.inside)) expect(inside).toBeGreaterThanOrEqual(0.8);
    }
    expect(found.err).toMatch(/^note: [1-4] of these works are left out because the model was trained on them\.$/m);
  });

  it('has a classifier that tells the composers of real music apart', async () => {
    const { classifier, composers } = await jsonOf('both', at('unseen'), '--data', at('data'), ...both);

    const all = Object.values(classifier?.crossValidated ?? {});
    const sum = (of: 'right' | 'passages') => all.reduce((total, named) => total + named[of], 0);
    expect(all).toHaveLength(2);
    expect(sum('right') / sum('passages')).toBeGreaterThan(0.8);
    expect(composers[0].settings[0].named?.passages).toBe(2);
  });

  it('tells how much of the samples is verbatim, where the model has an index', async () => {
    const args = [at('unseen'), '--data', at('data'), '--composer', 'Hanon'];
    const [unknown, quoter] = [await jsonOf('both', ...args), await jsonOf('quoter', ...args)];

    expect(unknown.settings[0].quoting).toBeNull();
    expect(unknown.composers[0].settings[0].verbatim).toEqual([]);
    const { unseen, unseenVerbatim } = quoter.composers[0];
    expect(unseenVerbatim).toHaveLength(unseen.passages);
    expect(Math.min(...unseenVerbatim)).toBeGreaterThan(16);
    const { verbatim } = quoter.composers[0].settings[0];
    expect(verbatim).toHaveLength(2);
    expect(Math.max(...verbatim)).toBeGreaterThan(16);
    expect(quoter.settings[0].quoting).toBe(verbatim.filter((notes) => notes > 16).length / 2);
  });

  it('writes the same samples for the same seed', async () => {
    const args = ['both', at('unseen'), '--data', at('data'), '--composer', 'hanon'];
    const [first, second] = [await jsonOf(...args), await jsonOf(...args)];
    const other = await jsonOf(...args, '--seed', '2');

    expect(first.composers).toEqual(second.composers);
    expect(first.composers.map(({ composer }) => composer)).toEqual(['Hanon']);
    expect(other.composers).not.toEqual(first.composers);
  });

  it('does without training music, and says so', async () => {
    const { classifier, composers, err } = await jsonOf('both', at('unseen'));

    expect(classifier).toBeNull();
    expect(composers[0].settings[0].named).toBeNull();
    expect(err).toMatch(/^note: no classifier, .* with --data\.$/m);
  });

  it('prints Markdown tables', async () => {
    const { out, err } = await compare(
      'both',
      at('unseen'),
      '--data',
      at('data'),
      ...both,
      ...small,
      '--begin',
      'nothing',
    );

    expect(out).toMatch(/^\| real, unseen +\|/m);
    expect(out).toMatch(/^\| temperature 1, top-p 0\.98 +\| +\d+ %/m);
    expect(out).toMatch(/^\| Czerny +\|/m);
    expect(out).toContain('| bars like an earlier one, in any key');
    expect(err).not.toMatch(/pieces, .* left/); // so short a work tells no progress
  });

  it('ends on Ctrl-C without tables', async () => {
    const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models'), MUSIC_LSTM_CACHE: at('cache') });
    io.pressCtrlC();
    const exitCode = await runCli(['compare', 'both', at('unseen'), ...small], io, [registerCompare]);

    expect({ exitCode, out: io.out }).toEqual({ exitCode: 130, out: '' });
  });

  it.each([
    [['both', '--listener', '--temperature', '0.9,1'], 2, 'Give one --temperature'],
    [['both'], 2, 'Give either a folder of unseen music or --validation.'],
    [['chorale', 'x'], 2, 'is a chorale model'],
    [['both', 'x', '--temperature', '1,1'], 2, 'Expected each number once.'],
    [['both', 'x', '--temperature', '1,,2'], 2, 'Expected a number from 0 to 5.'],
  ])('refuses %j', async (args, exitCode, message) => {
    const result = await compare(...args);
    expect(result.exitCode).toBe(exitCode);
    expect(result.err).toContain(message);
  });

  it('says where the music is too short', async () => {
    const { exitCode, err } = await compare('both', at('unseen'), '--bars', '900');
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^(note: .*\n)?error: There is too little unseen music .* Choose fewer --bars\.\n$/);
  });
});
