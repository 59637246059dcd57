import tonejs from '@tonejs/midi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { millisecondsAtTick, tempoMap } from '../../../src/music/tempo.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import type { Piece } from '../../../src/music/piece.js';
import { arbitraryPiece } from '../arbitraries.js';

const cadence: Piece = {
  title: 'Cadence',
  tracks: [
    {
      name: 'Piano',
      program: 0,
      notes: [{ tick: 480, durationTicks: 240, pitch: 60, velocity: 100, channel: 2 }],
      pedals: [{ tick: 480, channel: 2, value: 127 }],
    },
  ],
  tempos: [{ tick: 0, bpm: 60 }],
  meters: [{ tick: 0, numerator: 6, denominator: 8 }],
  markers: [{ tick: 480, text: 'Fine' }],
};

const withNote = (note: Partial<Piece['tracks'][number]['notes'][number]>): Piece => ({
  ...cadence,
  tracks: [{ ...cadence.tracks[0], notes: [{ ...cadence.tracks[0].notes[0], ...note }] }],
});

describe('writing a piece', () => {
  it('gives the same piece back when it is read', () => {
    fc.assert(
      fc.property(arbitraryPiece, (piece) => {
        expect(readMidi(writeMidi(piece))).toEqual(piece);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes for the same piece', () => {
    fc.assert(
      fc.property(arbitraryPiece, (piece) => {
        expect(writeMidi(structuredClone(piece))).toEqual(writeMidi(piece));
      }),
      { numRuns: 50 },
    );
  });

  it('writes these bytes', () => {
    const text = (letters: string): number[] => [letters.length, ...Buffer.from(letters)];
    expect([...writeMidi(cadence)]).toEqual(
      [
        [...Buffer.from('MThd'), 0, 0, 0, 6, 0, 1, 0, 2, 0x01, 0xe0],
        [...Buffer.from('MTrk'), 0, 0, 0, 39],
        [0, 0xff, 0x03, ...text('Cadence')],
        [0, 0xff, 0x58, 4, 6, 3, 24, 8],
        [0, 0xff, 0x51, 3, 0x0f, 0x42, 0x40],
        [0x83, 0x60, 0xff, 0x06, ...text('Fine')],
        [0, 0xff, 0x2f, 0],
        [...Buffer.from('MTrk'), 0, 0, 0, 30],
        [0, 0xff, 0x03, ...text('Piano')],
        [0, 0xc2, 0],
        [0x83, 0x60, 0xb2, 64, 127],
        [0, 0x92, 60, 100],
        [0x81, 0x70, 0x82, 60, 0],
        [0, 0xff, 0x2f, 0],
      ].flat(),
    );
  });

  it('is read the same by @tonejs/midi: every note, its velocity and its time', () => {
    fc.assert(
      fc.property(arbitraryPiece, (piece) => {
        const midi = new tonejs.Midi(writeMidi(piece));
        const theirs = midi.tracks.flatMap(({ channel, notes }) =>
          notes.map((note) => [note.ticks, note.midi, Math.round(note.velocity * 127), channel]),
        );
        const ours = piece.tracks.flatMap(({ notes }) => notes.map((n) => [n.tick, n.pitch, n.velocity, n.channel]));
        const inOrder = (rows: number[][]): string[] => rows.map((row) => row.join(' ')).sort();
        expect(inOrder(theirs)).toEqual(inOrder(ours));

        const map = tempoMap(piece.tempos);
        for (const { tick } of pieceNotes(piece)) {
          const ms = midi.header.ticksToSeconds(tick) * 1000;
          expect(Math.abs(millisecondsAtTick(map, tick) - ms)).toBeLessThanOrEqual(1e-9 * ms + 1e-6);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('rounds a tempo to whole microseconds per quarter', () => {
    const [tempo] = readMidi(writeMidi({ ...cadence, tempos: [{ tick: 0, bpm: 113 }] })).tempos;
    expect(tempo.bpm).toBe(60_000_000 / 530_973);
  });

  it('refuses numbers that do not fit into a MIDI file, since they are a bug', () => {
    for (const wrong of [{ velocity: 0 }, { pitch: 128 }, { tick: 0.5 }, { durationTicks: 0 }, { channel: 16 }]) {
      expect(() => writeMidi(withNote(wrong))).toThrow(RangeError);
    }
    expect(() => writeMidi({ ...cadence, tempos: [{ tick: 0, bpm: Infinity }] })).toThrow(/a tempo is above 0/);
    expect(() => writeMidi({ ...cadence, meters: [{ tick: 0, numerator: 4, denominator: 3 }] })).toThrow(/1\/128/);
  });

  it('takes no more than a few times as long for four times the notes', () => {
    const processorTime = (length: number): number => {
      const notes = Array.from({ length }, (_, i) => ({ ...cadence.tracks[0].notes[0], tick: 200 * i }));
      const from = process.cpuUsage();
      writeMidi({ ...cadence, tracks: [{ ...cadence.tracks[0], notes }] });
      const { user, system } = process.cpuUsage(from);
      return user + system;
    };
    processorTime(10_000); // compiles it
    expect(processorTime(40_000)).toBeLessThan(10 * processorTime(10_000)); // 16 times, were it quadratic
  });
});
