import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerHarmonize } from '../../../src/cli/commands/harmonize.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type { Note, Piece } from '../../../src/music/piece.js';
import { choraleCard, pianoCard, writeModel } from '../made-models.js';
import { RecordedIo } from '../recorded-io.js';

let root: string;
const at = (name: string): string => path.join(root, name);

const melody = (pitches: readonly number[], lengthTicks = 480): Piece => ({
  title: '',
  tracks: [
    {
      name: '',
      program: 0,
      notes: pitches.map((pitch, i): Note => ({
        tick: 960 + i * lengthTicks,
        durationTicks: lengthTicks,
        pitch,
        velocity: 90,
        channel: 0,
      })),
      pedals: [],
    },
  ],
  tempos: [{ tick: 0, bpm: 66 }],
  meters: [{ tick: 0, numerator: 3, denominator: 4 }],
  markers: [],
});

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'harmonize-'));
  await writeModel(at('models'), choraleCard('chorale'));
  await writeModel(at('models'), pianoCard('Nobody'));
  await writeFile(at('tune.mid'), writeMidi(melody([72, 72, 74, 76])));
  await writeFile(at('low.mid'), writeMidi(melody([48, 50, 52])));
  await writeFile(at('triplets.mid'), writeMidi(melody([72, 74, 76], 160)));
  await writeFile(at('nothing.mid'), writeMidi(melody([])));
});
afterAll(() => rm(root, { recursive: true }));

const run = async (...args: string[]): Promise<{ exitCode: number; out: string; err: string }> => {
  const io = new RecordedIo({ MUSIC_LSTM_MODELS: at('models') });
  const exitCode = await runCli(['harmonize', ...args], io, [registerHarmonize]);
  return { exitCode, out: io.out, err: io.err };
};

const pieceIn = async (file: string): Promise<Piece> => readMidi(new Uint8Array(await readFile(at(file))));

describe('harmonize', () => {
  it('writes four voices on four channels, the melody, tempo and metre as they were', async () => {
    const { exitCode, out, err } = await run(at('tune.mid'), '-o', root, '--seed', '5');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/tune_harmonized\.mid: 4 notes in four voices, \d+ chords, seed 5, \d\.\d{3} nats per token/);
    const { tracks, tempos, meters } = await pieceIn('tune_harmonized.mid');
    expect(tracks.map(({ name }) => name)).toEqual(['Soprano', 'Alto', 'Tenor', 'Bass']);
    expect(tracks.map(({ notes }) => [...new Set(notes.map(({ channel }) => channel))])).toEqual([[0], [1], [2], [3]]);
    expect(tracks[0].notes).toEqual(melody([72, 72, 74, 76]).tracks[0].notes);
    expect(tempos[0].bpm).toBeCloseTo(66, 2);
    expect(meters[0]).toMatchObject({ numerator: 3, denominator: 4 });
    for (const { notes } of tracks) {
      expect(Math.min(...notes.map(({ tick }) => tick))).toBeGreaterThanOrEqual(960);
      expect(Math.max(...notes.map(({ tick, durationTicks }) => tick + durationTicks))).toBeLessThanOrEqual(2880);
    }
  });

  it('gives the same file for the same seed, and the likelier of two samples', async () => {
    const bytes = async (name: string, ...more: string[]): Promise<Buffer> => {
      await run(at('tune.mid'), '-o', at(name), '--seed', '7', ...more);
      return readFile(at(name));
    };
    expect(await bytes('a.mid')).toEqual(await bytes('b.mid'));
    const nats = async (...more: string[]): Promise<number> => {
      const { out } = await run(at('tune.mid'), '-o', at('c.mid'), '--seed', '7', '--json', '--force', ...more);
      return Number(/"natsPerToken":([\d.]+)/.exec(out)?.[1]);
    };
    expect(await nats('--samples', '5')).toBeLessThanOrEqual(await nats());
  });

  it('harmonises a low melody where sopranos sing, moves all back, and says so', async () => {
    const { err } = await run(at('low.mid'), '-o', at('low-out.mid'), '--seed', '1');
    expect(err).toBe('note: It was harmonised 12 semitones away, where sopranos sing, and all moved back.\n');
    const { tracks } = await pieceIn('low-out.mid');
    expect(tracks[0].notes.map(({ pitch }) => pitch)).toEqual([48, 50, 52]);
    expect(Math.max(...tracks[3].notes.map(({ pitch }) => pitch))).toBeLessThanOrEqual(69 - 12);
  });

  it('says that triplets were rounded', async () => {
    const { err } = await run(at('triplets.mid'), '-o', at('t.mid'), '--seed', '1');
    expect(err).toBe('note: 2 of 3 notes were not on sixteenths and moved there.\n');
  });

  it.each([
    ['no such file', ['nowhere.mid'], 1, /nowhere\.mid" cannot be harmonised: it cannot be opened\./],
    ['a file without notes', ['nothing.mid'], 1, /it holds no notes\. Name a MIDI file with a melody in it\./],
    ['a piano model', ['tune.mid', '--model', 'Nobody'], 2, /Nobody writes piano music, not chorales\./],
    ['no particles', ['tune.mid', '--particles', '0'], 2, /Expected a whole number from 1 to 256/],
  ])('refuses %s in one line', async (_, [file, ...more], code, message) => {
    const { exitCode, out, err } = await run(at(file), ...more);
    expect({ exitCode, out, lines: err.trimEnd().split('\n').length }).toEqual({ exitCode: code, out: '', lines: 1 });
    expect(err).toMatch(message);
  });
});
