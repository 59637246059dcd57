import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRender } from '../../src/cli/commands/render.js';
import { runCli } from '../../src/cli/run-cli.js';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import { scalePiece } from '../composer/seeds.js';
import { RecordedIo } from './recorded-io.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'render-'));
  await writeFile(path.join(root, 'scale.mid'), writeMidi(scalePiece(4, 4, 2)));
});
afterAll(() => rm(root, { recursive: true }));

const run = async (...args: string[]): Promise<{ exitCode: number; out: string; err: string }> => {
  const io = new RecordedIo();
  const exitCode = await runCli(['render', ...args], io, [registerRender]);
  return { exitCode, out: io.out, err: io.err };
};

const inRoot = (name: string): string => path.join(root, name);

describe('render', () => {
  it('writes a WAV file beside the .mid, or what is named, and says how long it is', async () => {
    const { exitCode, out, err } = await run(inRoot('scale.mid'));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/scale[.]wav: .* of sound in /);
    expect((await readFile(inRoot('scale.wav'))).toString('latin1', 0, 4)).toBe('RIFF');
    const ogg = await run(inRoot('scale.mid'), '-o', inRoot('a.ogg'), '--json');
    expect(JSON.parse(ogg.out)).toMatchObject({ format: 'ogg', sampleRate: 44_100 });
    expect((await readFile(inRoot('a.ogg'))).toString('latin1', 0, 4)).toBe('OggS');
  });

  it('leaves nothing behind where it fails', async () => {
    const before = await readdir(root, { recursive: true });
    await writeFile(inRoot('none.mid'), 'no music');
    for (const args of [
      [inRoot('none.mid')],
      [inRoot('nowhere.mid')],
      [inRoot('scale.mid'), '-o', inRoot('x.wav'), '--soundfont', inRoot('none.mid')],
      [inRoot('scale.mid'), '-o', inRoot('none.mid/x.wav')],
    ]) {
      const { exitCode, err } = await run(...args);
      expect([exitCode, err.trimEnd().split('\n').length], args.join(' ')).toEqual([1, 1]);
      expect(err).toMatch(/^error: Cannot/);
    }
    expect((await run(inRoot('scale.mid'), '-o', inRoot('x.mp3'))).exitCode).toBe(2);
    expect(await readdir(root, { recursive: true })).toSatisfy((after: string[]) => after.length === before.length + 1);
  });

  it('ends at Ctrl-C, with nothing left', async () => {
    const io = new RecordedIo();
    const running = runCli(['render', inRoot('scale.mid'), '-o', inRoot('stopped.wav')], io, [registerRender]);
    io.pressCtrlC();
    expect(await running).toBe(130);
    expect((await readdir(root)).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });
});
