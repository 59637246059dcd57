import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { registerCompare } from '../../../src/cli/commands/compare.js';
import { BloomFilter } from '../../../src/model/checkpoint/bloom-filter.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { choraleCard, pianoCard, writeModel } from '../made-models.js';
import { madePiece, put, putPieces } from '../made-music.js';
import { RecordedIo } from '../recorded-io.js';

let folder: string;

/** The path of something in the folder that useComparedMusic makes. */
export const at = (name: string): string => path.join(folder, name);

// More files would be read by worker threads, which tests of the source do not have.
const letters = ['a', 'b', 'c', 'd'];

const everything = new BloomFilter(new Uint8Array(64).fill(0xff));

const makeMusic = async (): Promise<void> => {
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
};

/** Before the tests of a file, two models, music of two composers that they learned, and some that they did not. */
export const useComparedMusic = (): void => {
  beforeAll(makeMusic);
  afterAll(() => rm(folder, { recursive: true }));
};

/** Runs the command. */
export const compare = async (...args: readonly string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models'), MUSIC_LSTM_CACHE: at('cache') });
  const exitCode = await runCli(['compare', ...args], io, [registerCompare]);
  return { exitCode, out: io.out, err: io.err };
};
