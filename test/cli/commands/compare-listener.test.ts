import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { at, compare, useComparedMusic } from './compared-music.js';
import { madePiece, put } from '../made-music.js';

useComparedMusic();

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
          at(''),
          `written/${composer}/${seed}.mid`,
          writeMidi({ ...piece, tracks: [{ ...tracks[0], notes }] }),
        );
      }
    }
    const { tracks, ...session } = madePiece(900, 400);
    const markers = [{ tick: 0, text: 'composer Czerny' }];
    const player = { ...tracks[0], name: 'player', notes: tracks[0].notes.map((note) => ({ ...note, pitch: 20 })) };
    const daemon = { ...tracks[0], name: 'daemon' };
    await put(at(''), 'sessions/1.mid', writeMidi({ ...session, markers, tracks: [player, daemon] }));
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
