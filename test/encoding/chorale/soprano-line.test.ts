import { describe, expect, it } from 'vitest';
import { SILENCE } from '../../../src/encoding/chorale/chorale.js';
import { fitSoprano } from '../../../src/encoding/chorale/fit-vocal-range.js';
import { sopranoLine } from '../../../src/encoding/chorale/soprano-line.js';
import { LAST_TICK } from '../../../src/music/midi/division.js';
import type { Note, Piece } from '../../../src/music/piece.js';

const note = (tick: number, durationTicks: number, pitch: number, channel = 0): Note => ({
  tick,
  durationTicks,
  pitch,
  velocity: 70,
  channel,
});

const piece = (...notes: readonly Note[]): Piece => ({
  title: '',
  tracks: [{ name: '', program: 0, notes, pedals: [] }],
  tempos: [{ tick: 0, bpm: 90 }],
  meters: [{ tick: 0, numerator: 3, denominator: 4 }],
  markers: [],
});

describe('a melody on the grid', () => {
  it('begins with its first note and keeps repeated notes apart', () => {
    const line = sopranoLine(piece(note(960, 480, 72), note(1440, 240, 72), note(1680, 240, 74)));
    expect(line).toMatchObject({ fromTick: 960, below: 0, moved: 0 });
    expect(line?.pitches).toEqual([72, 72, 72, 72, 72, 72, 74, 74]);
    expect(line?.notes.map(({ tick, durationTicks }) => [tick, durationTicks])).toEqual([
      [960, 480],
      [1440, 240],
      [1680, 240],
    ]);
  });

  it('hears a breath as the note before it, and a longer rest as silence', () => {
    const line = sopranoLine(piece(note(0, 240, 72), note(480, 120, 74), note(1320, 120, 76)));
    expect(line?.pitches).toEqual([72, 72, 72, 72, 74, ...Array<number>(6).fill(SILENCE), 76]);
  });

  it('takes the top line of several voices and says how much it left out', () => {
    const line = sopranoLine(piece(note(0, 480, 60), note(0, 480, 72), note(240, 240, 65), note(480, 240, 74)));
    expect(line?.notes.map(({ pitch }) => pitch)).toEqual([72, 74]);
    expect(line?.below).toBe(2);
  });

  it('plays legato as one voice', () => {
    const line = sopranoLine(piece(note(0, 500, 76), note(480, 480, 72)));
    expect(line).toMatchObject({ below: 0, moved: 0 });
    expect(line?.pitches).toEqual([76, 76, 76, 76, 72, 72, 72, 72]);
  });

  it('takes the newest note of a legato line, however far the one before it is held', () => {
    const scale = [79, 77, 76, 74, 72, 71, 69, 67];
    for (const heldTicks of [490, 560, 600, 720, 960]) {
      const line = sopranoLine(piece(...scale.map((pitch, i) => note(i * 480, heldTicks, pitch))));
      expect(line?.notes.map(({ pitch }) => pitch)).toEqual(scale);
      expect(line?.pitches.slice(0, 8)).toEqual([79, 79, 79, 79, 77, 77, 77, 77]);
    }
  });

  it('keeps a held note above the moving notes below it', () => {
    const line = sopranoLine(piece(note(0, 1920, 79), note(480, 480, 60), note(960, 480, 64), note(1920, 480, 77)));
    expect(line?.notes.map(({ pitch }) => pitch)).toEqual([79, 77]);
  });

  it('cuts hours of silence by whole bars, and refuses hours of melody', () => {
    const line = sopranoLine(piece(note(0, 480, 72), note(480 + 2_000_000 * 120, 480, 74)));
    expect(line?.pitches).toHaveLength(4 + 16 + 4);
    expect(line?.cuts).toEqual([{ fromStep: 20, steps: 2_000_000 - 16 }]);
    expect(line?.notes[1]?.tick).toBe(480 + 2_000_000 * 120);
    expect(() => sopranoLine(piece(note(0, 200_000_000, 72)))).toThrow('Cut it');
  });

  it('refuses a melody whose last sixteenth would end after the last tick', () => {
    const last = LAST_TICK - (LAST_TICK % 120) - 120;
    expect(sopranoLine(piece(note(0, 480, 72), note(last, 120, 74)))?.notes[1]?.tick).toBe(last);
    expect(() => sopranoLine(piece(note(0, 480, 72), note(LAST_TICK - 1, 1, 74)))).toThrow('Cut it');
  });

  it('rounds triplets and counts them', () => {
    const line = sopranoLine(piece(note(0, 160, 72), note(160, 160, 74), note(320, 160, 76), note(480, 480, 77)));
    expect(line?.pitches).toEqual([72, 74, 74, 76, 77, 77, 77, 77]);
    expect(line?.moved).toBe(2);
  });

  it('has none where there are drums alone', () => {
    expect(sopranoLine(piece(note(0, 480, 40, 9)))).toBeUndefined();
    expect(sopranoLine(piece())).toBeUndefined();
  });
});

describe('fitting a melody to a soprano', () => {
  it('leaves alone what fits', () => {
    expect(fitSoprano([60, 81, SILENCE])).toEqual({ pitches: [60, 81, SILENCE], shift: 0, folded: false });
  });

  it('moves by octaves where that is enough, else by as little as it takes', () => {
    expect(fitSoprano([48, 55])).toMatchObject({ shift: 12, pitches: [60, 67] });
    expect(fitSoprano([57, 74])).toMatchObject({ shift: 3, folded: false });
    expect(fitSoprano([96, 100])).toMatchObject({ shift: -24 });
  });

  it('counts some notes in another octave where the melody is too wide', () => {
    const { pitches, folded } = fitSoprano([40, 60, 90]);
    expect(folded).toBe(true);
    for (const pitch of pitches) {
      expect(pitch).toBeGreaterThanOrEqual(60);
      expect(pitch).toBeLessThanOrEqual(81);
    }
  });
});
