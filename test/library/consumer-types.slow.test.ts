import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './run-module.js';

const typeRoots = path.join(projectRoot, 'node_modules/@types');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'consumer-'));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(projectRoot, path.join(folder, 'node_modules/music-lstm-daemon'));
});
afterAll(() => rm(folder, { recursive: true }));

const compile = async (source: string, ...options: readonly string[]): Promise<string> => {
  const file = path.join(folder, 'consumer.mts');
  await writeFile(file, source);
  const compiler = path.join(projectRoot, 'node_modules/typescript/bin/tsc');
  const how = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', ...options];
  return promisify(execFile)(process.execPath, [compiler, ...how, file], { cwd: folder }).then(
    () => '',
    (error: unknown) => (error as { readonly stdout: string }).stdout,
  );
};

const NODE = ['--module', 'nodenext', '--types', 'node', '--typeRoots', typeRoots];
const BROWSER = ['--module', 'esnext', '--moduleResolution', 'bundler', '--customConditions', 'browser'];

const CLIENT = `
  import { connect, type LiveEvent, type Snapshot } from 'music-lstm-daemon/client';
  const daemon = await connect({ url: 'http://127.0.0.1:8585/', token: 'x' });
  daemon.on('note-on', ({ pitch, velocity, atMs }) => { const sum: number = pitch + velocity + atMs; void sum; });
  daemon.onEvent((event: LiveEvent) => { if (event.kind === 'transport') { const { bpm } = event.transport; void bpm; } });
  const snapshot: Snapshot | undefined = daemon.snapshot;
  const tempo: number | undefined = snapshot?.controls.tempo;
  const kept = await daemon.send({ kind: 'keep', seconds: 30 });
  const file: string = kept.file;
  await daemon.send({ kind: 'set', controls: { tempo: 90, mode: 'duet' } });
  void [tempo, file];
`;

const LIBRARY = `
  import { evaluate, generate, train, type Evaluation } from 'music-lstm-daemon';
  const { midi, piece, seed } = await generate('Chopin', { bars: 8, temperature: 0.9, signal: new AbortController().signal });
  const bytes: Uint8Array = midi;
  const pitches: number[] = piece.tracks.flatMap(({ notes }) => notes.map(({ pitch }) => pitch));
  const models = await train(['Chopin'], { data: ['music'], onEvent: ({ kind }) => { const text: string = kind; void text; } });
  const nats: number | undefined = models[0]?.nats;
  const evaluation: Evaluation = await evaluate('Chopin', 'music');
  void [bytes, pitches, seed, nats, evaluation.scores.natsPerNote];
`;

describe('the types of the package (needs the build)', () => {
  it('let a program with the client compile for Node and for browsers', async () => {
    expect(await compile(CLIENT, ...NODE)).toBe('');
    expect(await compile(CLIENT, ...BROWSER, '--lib', 'es2022,dom')).toBe('');
  });

  it('let a program compile that trains, composes and evaluates', async () => {
    expect(await compile(LIBRARY, ...NODE)).toBe('');
  });

  it('refuse what the protocol does not know', async () => {
    const wrong = [
      "await daemon.send({ kind: 'set', controls: { mode: 'solitude' } });",
      "daemon.on('overture', () => undefined);",
      "const notes: string = (await daemon.send({ kind: 'keep', seconds: 1 })).notes;",
    ];
    const faults = await compile([CLIENT, ...wrong].join('\n'), ...BROWSER, '--lib', 'es2022,dom');
    expect(faults.match(/error TS/g)).toHaveLength(wrong.length);
  });
});
