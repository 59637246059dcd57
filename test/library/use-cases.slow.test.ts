import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMidi } from '../../src/music/midi/read-midi.js';
import { putPieces } from '../cli/made-music.js';
import { runModule } from './run-module.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  await putPieces(
    path.join(folder, 'music'),
    ['a', 'b', 'c', 'd', 'e'].map((name) => `Czerny/sonata-${name}.mid`),
    240,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const TRAIN = `
  import { evaluate, generate, train } from 'music-lstm-daemon';
  const size = { units: 8, layers: 1, embedding: 8, headUnits: 8, batch: 4, steps: 16, passes: 2, threads: 1 };
  const places = { data: ['music'], models: 'models', output: 'output' };
  const kinds = new Set();
  const [model] = await train(['czerny'], { ...size, ...places, onEvent: ({ kind }) => kinds.add(kind) });
  const piece = await generate('Czerny', { models: 'models', bars: 4, seed: 3 });
  const again = await generate('Czerny', { models: 'models', bars: 4, seed: 3 });
  const { scores, works } = await evaluate('Czerny', 'music', { models: 'models', data: ['music'], threads: 1 });
  const result = { model, kinds: [...kinds], isSame: Buffer.compare(piece.midi, again.midi) === 0, scores, works };
  process.stdout.write(JSON.stringify(result));
`;

const ABORT = `
  import { train } from 'music-lstm-daemon';
  const stop = new AbortController();
  const places = { data: ['music'], models: 'stopped', output: 'output' };
  const size = { units: 8, layers: 1, embedding: 8, headUnits: 8, batch: 4, steps: 16, passes: 60, threads: 1 };
  const ends = [];
  const onEvent = (event) => {
    if (event.kind === 'step') stop.abort();
    if (event.kind === 'ended') ends.push(event.reason);
  };
  const models = await train(['Czerny'], { ...size, ...places, signal: stop.signal, onEvent });
  process.stdout.write(JSON.stringify({ ends, models }));
`;

const WRONG = `
  import { DaemonError, generate, train, evaluate } from 'music-lstm-daemon';
  const errors = [];
  for (const wrong of [() => generate('Nobody'), () => train([], { data: ['nowhere'] }), () => evaluate('Chopin')]) {
    await wrong().catch((error) => errors.push([error instanceof DaemonError, error.code, /\\n/.test(error.message)]));
  }
  process.stdout.write(JSON.stringify(errors));
`;

describe('the library, imported by its name (needs the build)', () => {
  it('trains, composes and evaluates, and prints nothing', async () => {
    const { out, err } = await runModule(TRAIN, folder);
    expect(err).toBe('');
    const { model, kinds, isSame, scores, works } = JSON.parse(out) as {
      readonly model: { readonly name: string; readonly nats: number; readonly file: string };
      readonly kinds: readonly string[];
      readonly isSame: boolean;
      readonly scores: { readonly natsPerNote: number };
      readonly works: number;
    };
    expect(model).toMatchObject({ name: 'Czerny', file: path.join('models', 'Czerny.safetensors') });
    expect((await stat(path.join(folder, model.file))).size).toBeGreaterThan(0);
    expect(kinds).toEqual(expect.arrayContaining(['begun', 'step', 'evaluated', 'ended', 'trained']));
    expect([isSame, works]).toEqual([true, 5]);
    expect(scores.natsPerNote).toBeGreaterThan(0);
  });

  it('ends a training in good order when the signal aborts', async () => {
    const { out } = await runModule(ABORT, folder);
    expect(JSON.parse(out)).toMatchObject({ ends: ['interrupted'] });
  });

  it('throws errors of one line with a code', async () => {
    const { out } = await runModule(WRONG, folder);
    expect(JSON.parse(out)).toEqual([
      [true, 'MODEL_NOT_FOUND', false],
      [true, 'CORPUS_FOLDER_MISSING', false],
      [true, 'EVALUATION_USAGE', false],
    ]);
  });

  it('composes a piece in the example', async () => {
    const file = path.join(folder, 'piece.mid');
    const { out } = await runModule(['examples/generate.mjs', 'Chopin', file, '7'], folder);
    expect(out).toBe(`${file}: Chopin, seed 7\n`);
    expect(readMidi(new Uint8Array(await readFile(file))).tracks.length).toBeGreaterThan(0);
  });
});
