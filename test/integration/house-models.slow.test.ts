import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCheckpoint } from '../../src/model/checkpoint/checkpoint.js';
import { readMidi } from '../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../src/music/piece-notes.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const main = path.join(root, 'dist/cli/main.js');

const works = (command: string, args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error instanceof Error && 'status' in error && error.status !== null && command === 'midicsv';
  }
};

/** Debian's Python, whatever other one comes first in the PATH. */
const python = ['/usr/bin/python3', 'python3'].find((command) => works(command, ['-c', 'import mido']));
const hasMidicsv = works('midicsv', ['--help']);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'house-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Generates by a shipped model with the built program, as a user does in an empty folder. */
const generate = async (model: string, seed: number): Promise<string> => {
  const file = path.join(folder, `${model}-${seed}.mid`);
  const args = ['generate', model, '--models', path.join(root, 'models'), '--bars', '8', '--seed', String(seed)];
  await run(process.execPath, [main, ...args, '-o', file, '--force'], { cwd: folder });
  return file;
};

const ourNotes = async (file: string) => pieceNotes(readMidi(new Uint8Array(await readFile(file))));

describe('the shipped models', () => {
  it('are small, carry their provenance, a figure on unseen music and at least 20 beginnings', async () => {
    let bytes = 0;
    for (const name of ['base', 'chorale']) {
      const file = path.join(root, 'models', `${name}.safetensors`);
      const { card } = decodeCheckpoint(new Uint8Array(await readFile(file)), file);
      bytes += (await stat(file)).size;
      expect(card.excerpts.length).toBeGreaterThanOrEqual(20);
      expect(card.training.provenance).toMatch(/CC BY|public domain/);
      expect(card.validation?.count).toBeGreaterThan(10_000);
    }
    expect(bytes).toBeLessThanOrEqual(30_000_000);
  });

  it.skipIf(!existsSync(main))('play in an empty folder, twice the same (needs the build)', async () => {
    for (const name of ['base', 'Chopin', 'Mozart', 'chorale']) {
      const first = await readFile(await generate(name, 1));
      expect(await readFile(await generate(name, 1))).toEqual(first);
      expect(readMidi(new Uint8Array(first)).tracks[0].notes.length).toBeGreaterThan(10);
    }
  });

  it.skipIf(!existsSync(main) || !python)('write what python3-mido reads alike (needs python3-mido)', async () => {
    const file = await generate('Chopin', 2);
    const script =
      'import mido, sys\nt = 0\nfor e in mido.merge_tracks(mido.MidiFile(sys.argv[1]).tracks):\n' +
      '  t += e.time\n  if e.type == "note_on" and e.velocity: print(t, e.note, e.velocity)';
    const { stdout } = await run(python ?? '', ['-c', script, file]);
    const ours = (await ourNotes(file)).map(({ tick, pitch, velocity }) => `${tick} ${pitch} ${velocity}`);
    expect(stdout.trim().split('\n').sort()).toEqual(ours.sort());
  });

  it.skipIf(!existsSync(main) || !hasMidicsv)(
    'write what midicsv reads without a complaint (needs midicsv)',
    async () => {
      const file = await generate('chorale', 3);
      const { stdout, stderr } = await run('midicsv', [file]);
      const onsets = stdout.split('\n').filter((line) => / Note_on_c, .*, [1-9]\d*$/.test(line));
      expect(stderr).toBe('');
      expect(onsets).toHaveLength((await ourNotes(file)).length);
      expect(stdout).toContain('End_of_file');
    },
  );
});
