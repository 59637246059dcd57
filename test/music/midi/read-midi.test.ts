import { describe, expect, it } from 'vitest';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import { ascii, chunk, END_OF_TRACK, fileOf, fileOfChunks, header, meta, quarter } from '../midi-bytes.js';

/** Tick, duration, pitch and velocity of each note. */
const notesOf = (bytes: Uint8Array): number[][] =>
  pieceNotes(readMidi(bytes)).map((note) => [note.tick, note.durationTicks, note.pitch, note.velocity]);

const track = (...events: (readonly number[])[]): number[] => chunk('MTrk', [...events.flat(), ...END_OF_TRACK]);

describe('reading notes', () => {
  it('reads a quarter note', () => {
    expect(readMidi(fileOf(quarter(60)))).toEqual({
      title: '',
      tracks: [
        {
          name: '',
          program: 0,
          notes: [{ tick: 0, durationTicks: 480, pitch: 60, velocity: 64, channel: 0 }],
          pedals: [],
        },
      ],
      tempos: [{ tick: 0, bpm: 120 }],
      meters: [{ tick: 0, numerator: 4, denominator: 4 }],
      markers: [],
    });
  });

  it('ends the older of two notes of one pitch first', () => {
    const struckTwice = [0, 0x90, 60, 40, 100, 0x90, 60, 80, 20, 0x80, 60, 0, 30, 0x80, 60, 0];
    expect(notesOf(fileOf(struckTwice))).toEqual([
      [0, 120, 60, 40],
      [100, 50, 60, 80],
    ]);
  });

  it('keeps repeated notes apart when the new one is struck before the old one is let go, at one tick', () => {
    const repeated = [0, 0x90, 60, 40, 100, 0x90, 60, 80, 0, 0x80, 60, 0, 100, 0x80, 60, 0];
    expect(notesOf(fileOf(repeated))).toEqual([
      [0, 100, 60, 40],
      [100, 100, 60, 80],
    ]);
  });

  it('keeps channels apart', () => {
    const crossed = [0, 0x90, 60, 40, 0, 0x91, 60, 80, 50, 0x81, 60, 0, 50, 0x80, 60, 0];
    expect(readMidi(fileOf(crossed)).tracks.map(({ notes }) => notes)).toEqual([
      [{ tick: 0, durationTicks: 100, pitch: 60, velocity: 40, channel: 0 }],
      [{ tick: 0, durationTicks: 50, pitch: 60, velocity: 80, channel: 1 }],
    ]);
  });

  it('sorts a chord from low to high', () => {
    const chord = [0, 0x90, 67, 1, 0, 60, 2, 0, 64, 3, 10, 60, 0, 0, 64, 0, 0, 67, 0];
    expect(notesOf(fileOf(chord)).map(([, , pitch]) => pitch)).toEqual([60, 64, 67]);
  });

  it('takes a note-on of velocity 0 under running status for a note-off', () => {
    expect(notesOf(fileOf([0, 0x90, 60, 64, 96, 60, 0, 0, 62, 64, 96, 62, 0]))).toEqual([
      [0, 96, 60, 64],
      [96, 96, 62, 64],
    ]);
  });

  it('ends notes that are never let go with their track', () => {
    expect(notesOf(fileOf([0, 0x90, 60, 64], [0x60, 0x90, 64, 64], [0x60, 0xff, 0x01, 0]))).toEqual([
      [0, 192, 60, 64],
      [96, 96, 64, 64],
    ]);
  });

  it('drops note-offs without a note', () => {
    expect(notesOf(fileOf([0, 0x80, 60, 0], quarter(62), [0, 0x80, 62, 0]))).toEqual([[0, 480, 62, 64]]);
  });

  it('gives a note of no length one tick', () => {
    expect(notesOf(fileOf([0, 0x90, 60, 64, 0, 0x80, 60, 0]))).toEqual([[0, 1, 60, 64]]);
  });

  it('counts a data byte over 127 as 127', () => {
    expect(notesOf(fileOf([0, 0x90, 60, 0xd0, 96, 0x80, 60, 0]))).toEqual([[0, 96, 60, 127]]);
  });
});

describe('reading time', () => {
  it('rescales positions, not distances, so that rounding does not add up', () => {
    const triplets = Array.from({ length: 9 }, (_, i) => [i === 0 ? 0 : 1, 0x90, 60 + i, 64]).flat();
    const bytes = fileOfChunks(header(0, 1, 7), chunk('MTrk', [...triplets, ...END_OF_TRACK]));
    expect(notesOf(bytes).map(([tick]) => tick)).toEqual([0, 69, 137, 206, 274, 343, 411, 480, 549]);
  });

  it('takes the real time of SMPTE files as ticks at 120 beats per minute, whatever tempo they state', () => {
    const tempo = meta(0x51, [0x0f, 0x42, 0x40]);
    const halfSecond = [0, 0x90, 60, 64, 0x83, 0x74, 0x80, 60, 0];
    const millisecondTicks = 0xe728;
    const piece = readMidi(fileOfChunks(header(0, 1, millisecondTicks), track(tempo, halfSecond)));
    expect(pieceNotes(piece)[0].durationTicks).toBe(480);
    expect(piece.tempos).toEqual([{ tick: 0, bpm: 120 }]);
  });

  it('reads 29 frames as the 29.97 of NTSC', () => {
    const ticks100PerFrame = 0xe364;
    const second = [0, 0x90, 60, 64, 0x97, 0x35, 0x80, 60, 0];
    expect(notesOf(fileOfChunks(header(0, 1, ticks100PerFrame), track(second)))[0][1]).toBe(960);
  });

  it.each([
    ['0 ticks per quarter, as 480', 0, 480],
    ['0 ticks per SMPTE frame, as 40', 0xe700, 461],
  ])('reads %s', (_, division, durationTicks) => {
    expect(notesOf(fileOfChunks(header(0, 1, division), track(quarter(60))))[0][1]).toBe(durationTicks);
  });

  it('collects tempos and metres from all tracks; of two at one tick the last counts', () => {
    const tempo = (high: number): number[] => meta(0x51, [high, 0, 0]);
    const piece = readMidi(
      fileOfChunks(
        header(1, 2),
        track(tempo(8), quarter(60), tempo(9), meta(0x58, [3, 2, 24, 8])),
        track(tempo(7), [0x83, 0x60, 0xff, 0x58, 4, 6, 3, 24, 8]),
      ),
    );
    expect(piece.tempos.map(({ tick, bpm }) => [tick, 60e6 / bpm / 65536])).toEqual([
      [0, 7],
      [480, 9],
    ]);
    expect(piece.meters).toEqual([
      { tick: 0, numerator: 4, denominator: 4 },
      { tick: 480, numerator: 6, denominator: 8 },
    ]);
  });

  it.each([
    ['a tempo of zero', meta(0x51, [0, 0, 0])],
    ['a tempo of two bytes', meta(0x51, [7, 0xa1])],
    ['a bar of no beats', meta(0x58, [0, 2, 24, 8])],
    ['beats of 1/2^255', meta(0x58, [4, 255, 24, 8])],
  ])('goes on as before at %s', (_, event) => {
    expect(readMidi(fileOf(event, quarter(60)))).toEqual(readMidi(fileOf(quarter(60))));
  });

  it('lets nothing lie beyond the longest pause that a file can write', () => {
    const hours = [0xff, 0xff, 0xff, 0x7f, 0x90, 60, 64, 0xff, 0xff, 0xff, 0x7f, 0x80, 60, 0];
    expect(notesOf(fileOfChunks(header(0, 1, 1), track(hours)))).toEqual([[0x0ffffffe, 1, 60, 64]]);
  });

  it('plays the sequences of format 2 one after the other, each at its own tempo', () => {
    const slow = track(meta(0x51, [0x0f, 0x42, 0x40]), quarter(60));
    const piece = readMidi(fileOfChunks(header(2, 2), slow, track(quarter(62))));
    expect(pieceNotes(piece).map(({ tick, pitch }) => [tick, pitch])).toEqual([
      [0, 60],
      [480, 62],
    ]);
    expect(piece.tempos).toEqual([
      { tick: 0, bpm: 60 },
      { tick: 480, bpm: 120 },
    ]);
    expect(piece.meters.map(({ tick }) => tick)).toEqual([0, 480]);
  });
});

describe('reading names, programs, pedal and markers', () => {
  it('titles the piece after its first track and leaves out voices without notes or pedal', () => {
    const piece = readMidi(
      fileOfChunks(header(1, 3), track(meta(3, ascii('Waltz'))), track(meta(3, ascii('(c)'))), track(quarter(60))),
    );
    expect(piece.title).toBe('Waltz');
    expect(piece.tracks).toHaveLength(1);
  });

  it('gives a voice the program in force when it first sounds', () => {
    const programs = [0, 0xc0, 5, 0, 0xc0, 6];
    expect(readMidi(fileOf(programs, quarter(60), [0, 0xc0, 7])).tracks[0].program).toBe(6);
  });

  it('finds a program that another track sets for the channel', () => {
    const piece = readMidi(fileOfChunks(header(1, 2), track([0, 0xc0, 40]), track(quarter(60))));
    expect(piece.tracks[0].program).toBe(40);
  });

  it('keeps the moves of the sustain pedal and no other controller', () => {
    const moves = [0, 0xb0, 64, 127, 10, 7, 90, 10, 64, 0];
    expect(readMidi(fileOf(moves, quarter(60))).tracks[0].pedals).toEqual([
      { tick: 0, channel: 0, value: 127 },
      { tick: 20, channel: 0, value: 0 },
    ]);
  });

  it('reads texts as UTF-8 where they are, as Latin-1 where not, and on one line', () => {
    const names = (bytes: readonly number[]): string => readMidi(fileOf(meta(3, bytes), quarter(60))).title;
    expect(names([...Buffer.from('Prélude – 前奏曲')])).toBe('Prélude – 前奏曲');
    expect(names([0x50, 0x72, 0xe9, 0x6c, 0x75, 0x64, 0x65, 0])).toBe('Prélude');
    expect(names([...Buffer.from('\u001b[2J two\r\nlines ')])).toBe('[2J two lines');
  });

  it('reads markers with their ticks', () => {
    const marker = [10, 0xff, 6, 4, ...ascii('Coda')];
    expect(readMidi(fileOf(quarter(60), marker)).markers).toEqual([{ tick: 490, text: 'Coda' }]);
  });
});
