import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../../src/app/choose-engine.js';
import { generateFiles } from '../../../src/app/generate/generate-files.js';
import { generatePiece } from '../../../src/app/generate/generate-piece.js';
import { openNamedModel } from '../../../src/app/models/named-model.js';
import { quietContext } from '../../../src/app/run-context.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { endTick, pieceNotes } from '../../../src/music/piece-notes.js';
import { pianoCard, writeModel } from '../../cli/made-models.js';
import { readFileSync } from 'node:fs';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'generate-piece-'));
  await writeModel(folder, pianoCard('Chopin'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('composing from another program', () => {
  it('gives a piece of the length asked for, the same for the same seed', async () => {
    const model = await openNamedModel('Chopin', [folder]);
    const engine = await chooseEngine('wasm', 1, quietContext);
    const compose = async (seed: number) =>
      (await generatePiece(model, { bars: 4, expression: 0 }, seed, engine)).piece;

    const piece = await compose(7);
    expect(pieceNotes(piece).length).toBeGreaterThan(0);
    expect(endTick(piece)).toBeGreaterThan(3 * 4 * 480);
    expect(await compose(7)).toEqual(piece);
    expect(await compose(8)).not.toEqual(piece);
  });

  it('writes files and reports each when it is written', async () => {
    const written: string[] = [];
    const file = path.join(folder, 'one.mid');
    const { pieces, skipped } = await generateFiles(
      ['Chopin'],
      { models: folder, bars: 2, seed: 3, output: file, engine: 'wasm' },
      quietContext,
      (outcome) => written.push('file' in outcome ? outcome.file : ''),
    );

    expect(written).toEqual([file]);
    expect(skipped).toEqual([]);
    expect(pieces).toMatchObject([{ model: 'Chopin', bars: 2, seed: 3, verbatim: null }]);
    expect(pieceNotes(readMidi(new Uint8Array(readFileSync(file))))).toHaveLength(pieces[0].notes);
  });
});
