import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { registerCompare } from '../../src/cli/compare-command.js';
import { GramFilter } from '../../src/model/checkpoint/gram-filter.js';
import { runCli } from '../../src/cli/run-cli.js';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import { choraleCard, pianoCard, writeModel } from './made-models.js';
import { madePiece, put, putPieces } from './made-music.js';
import { RecordedIo } from './recorded-io.js';

let folder: string;
const at = (name: string): string => path.join(folder, name);

// More files would be read by worker threads, which tests of the source do not have.
const letters = ['a', 'b', 'c', 'd'];

const everything = new GramFilter(new Uint8Array(64).fill(0xff));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'compare-'));
  const composers = ['Czerny', 'Hanon'];
  const card = pianoCard('both');
  await writeModel(at('models'), { ...card, composers, training: { ...card.training, composers } });
  // With every bit set, its index claims every run of notes.
  const trained = { ...card.training, composers };
  await writeModel(at('models'), { ...card, name: 'quoter', composers, training: trained }, 1, [everything]);
  await writeModel(at('models'), choraleCard('chorale'));
  const files = letters.map((letter) => `Czerny/${letter}.mid`);
  await putPieces(at('data'), files, 400);
  // Hanon's music is Czerny's at twice the pace, an octave lower.
  for (const [i, letter] of letters.entries()) {
    const { tracks, ...piece } = madePiece(50 + i, 400);
    const notes = tracks[0].notes.map((note) => ({
      ...note,
      tick: note.tick / 2,
      durationTicks: 120,
      pitch: note.pitch - 12,
    }));
    await put(folder, `data/Hanon/${letter}.mid`, writeMidi({ ...piece, tracks: [{ ...tracks[0], notes }] }));
    await put(folder, `unseen/Hanon/${letter}.mid`, writeMidi({ ...piece, tracks: [{ ...tracks[0], notes }] }));
  }
  await put(folder, 'unseen/Czerny/new.mid', writeMidi(madePiece(91, 300)));
  await put(folder, 'unseen/Hanon/new.mid', writeMidi(madePiece(92, 300)));
});
afterAll(() => rm(folder, { recursive: true }));

const compare = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models'), MUSIC_LSTM_CACHE: at('cache') });
  const exitCode = await runCli(['compare', ...args], io, [registerCompare]);
  return { exitCode, out: io.out, err: io.err };
};

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
    expect(found.err).toMatch(/^note: [1-4] of these works are left out, since the model learned from them\.$/m);
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
    expect(err).toMatch(/^4 of 4 pieces, 0 s left$/m);
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
    expect(err).toMatch(/^(note: .*\n)?error: No unseen music .* Choose fewer --bars\.\n$/);
  });
});

const auc = z.object({ value: z.number().nullable(), error: z.number().nullable() });
const heard = z.object({
  notes: z
    .object({
      verdict: z.object({ linear: auc, boosted: auc }),
      real: z.object({ pieces: z.number() }),
      written: z.object({ pieces: z.number() }),
      features: z.array(z.object({ name: z.string(), real: z.number(), written: z.number(), auc: z.number() })),
    })
    .optional(),
});
const listened = z.object({
  written: heard,
  ends: z.object({ real: z.object({ onTonic: z.number() }), written: z.object({ onTonic: z.number() }) }),
  originality: z.object({ written: z.object({ pieces: z.number(), over16: z.number() }) }),
  groups: z.array(z.object({ name: z.string(), composers: z.array(z.string()), written: heard })),
});

describe('the machine listener of compare', () => {
  const groups = ['--composer', 'czerny', '--measured', 'Hanon'];
  const listenTo = async (...args: readonly string[]) => {
    const { exitCode, out, err } = await compare(...args, '--data', at('data'), '--json');
    expect(exitCode, err).toBe(0);
    return listened.parse(JSON.parse(out));
  };

  beforeAll(async () => {
    for (const composer of ['Czerny', 'Hanon']) {
      for (const seed of [1, 2, 3, 4]) {
        const { tracks, ...piece } = madePiece(900 + seed, 400);
        const notes = tracks[0].notes.flatMap((note) => [note, { ...note, pitch: note.pitch + 1 }]);
        await put(
          folder,
          `written/${composer}/${seed}.mid`,
          writeMidi({ ...piece, tracks: [{ ...tracks[0], notes }] }),
        );
      }
    }
    const { tracks, ...session } = madePiece(900, 400);
    const markers = [{ tick: 0, text: 'composer Czerny' }];
    const player = { ...tracks[0], name: 'player', notes: tracks[0].notes.map((note) => ({ ...note, pitch: 20 })) };
    const daemon = { ...tracks[0], name: 'daemon' };
    await put(folder, 'sessions/1.mid', writeMidi({ ...session, markers, tracks: [player, daemon] }));
  });

  it('listens to a folder, composers tuned on apart from others, and names what gives it away', async () => {
    const { written, groups: parts, originality } = await listenTo(at('written'), ...groups);

    expect(written.notes).toMatchObject({ real: { pieces: 8 }, written: { pieces: 8 } });
    expect(parts.map(({ name, composers }) => [name, composers])).toEqual([
      ['composers tuned on', ['Czerny']],
      ['composers only measured', ['Hanon']],
    ]);
    expect(parts.map((part) => part.written.notes?.written.pieces)).toEqual([4, 4]);
    const clashes = written.notes?.features.find(({ name }) => name === 'semitone clashes');
    expect(clashes?.auc).toBeGreaterThan(0.9);
    expect(originality.written.pieces).toBe(8);
  });

  it('takes a recording of a session for music of the composer it names, without the player', async () => {
    const { written } = await listenTo(at('sessions'), ...groups);
    expect(written.notes?.written.pieces).toBe(1);
    expect(written.notes?.features.find(({ name }) => name === 'mean pitch')?.written).toBeGreaterThan(40);
  });

  it('listens to what a model writes', async () => {
    const { written } = await listenTo('both', '--listener', ...groups, '--samples', '1', '--bars', '16');
    expect(written.notes?.written.pieces).toBeLessThanOrEqual(2);
  });

  it('prints Markdown tables', async () => {
    const { out } = await compare(at('written'), '--data', at('data'), ...groups);
    expect(out).toMatch(/^\| composers only measured +\| +[01]\.\d{3} ± /m);
    expect(out).toMatch(/^\| semitone clashes +\| .* no \|$/m);
    expect(out).toMatch(/^\| real, in his other works +\| +8 \|/m);
  });

  it('says where no composer has music on both sides', async () => {
    const { exitCode, err } = await compare(at('written'), '--data', at('data'), '--composer', 'Nobody');
    expect(exitCode).toBe(1);
    expect(err).toBe('error: No composer has music on both sides. Name others with --composer, or other --data.\n');
  });
});
