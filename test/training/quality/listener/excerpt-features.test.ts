import { describe, expect, it } from 'vitest';
import { PPQ } from '../../../../src/music/piece.js';
import { note, quarters } from '../made-passages.js';
import { chord, heardIn } from './made-excerpts.js';

const bar = (at: number, pitches: readonly number[]) => quarters(at, pitches);

/** Sixteen bars of quarters, bar n the one that `which` names; bars of other names share no note. */
const bars = (which: readonly number[]) =>
  which.flatMap((name, at) =>
    bar(
      at,
      [0, 1, 2, 3].map((i) => 30 + 4 * name + i),
    ),
  );

describe('what a listener hears of harmony', () => {
  it.each([
    ['semitone clashes', [60, 61]],
    ['whole-tone clashes', [60, 62]],
    ['semitone clashes', [48, 71]],
    ['tritones sounding', [60, 66]],
  ])('knows %s, in any octave', (name, pitches) => {
    expect(heardIn(1, [...chord(0, pitches), ...chord(2, pitches)])).toMatchObject({ [name]: 1 });
  });

  it('hears a clash with a note that is still held, and none with one that has ended', () => {
    const held = (beats: number) => heardIn(1, [note(0, 60, beats), note(1, 61), note(2, 72)])['semitone clashes'];
    expect(held(2)).toBe(1);
    expect(held(1)).toBe(0);
  });

  it('counts pitch classes bar by bar, octaves once', () => {
    expect(heardIn(2, [...bar(0, [60, 62, 64, 72]), ...bar(1, [60, 60, 60, 60])])['pitch classes a bar']).toBe(2);
  });

  it('hears how long one chord is struck again, and how often', () => {
    const notes = [0, 1, 2].flatMap((beat) => chord(beat, [60, 64])).concat(chord(3, [60, 65]));
    expect(heardIn(1, notes)).toMatchObject({ 'longest run of one chord': 3, 'repeated chords': 2 / 3 });
  });

  it('names chords in any key and position', () => {
    expect(heardIn(1, [...chord(0, [57, 62, 65]), ...chord(1, [55, 59, 62, 65])])).toMatchObject({
      'sounding minor triads': 0.5,
      'sounding dominant sevenths': 0.5,
    });
  });
});

describe('what a listener hears of melody', () => {
  it('counts repeated notes, steps and leaps of the top line', () => {
    expect(heardIn(2, [...bar(0, [60, 60, 62, 63]), ...bar(1, [72, 71])])).toMatchObject({
      'melody: repeated notes': 1 / 5,
      'melodic steps': 3 / 5,
      'melodic leaps': 1 / 5,
      'melody: longest run of one note': 2,
    });
  });
});

describe('what a listener hears of rhythm', () => {
  it('measures waits and lengths in nats', () => {
    const notes = [0, 1, 1.5, 2.5, 3].map((beat, i) => note(beat, 60 + i, i % 2 === 0 ? 0.25 : 0.5));
    const heard = heardIn(1, notes.slice(0, 4).concat(note(3, 70, 1)));
    expect(heard['entropy of waits, nats']).toBeCloseTo(Math.LN2);
    expect(heardIn(1, notes.slice(0, 4))['entropy of lengths, nats']).toBeCloseTo(Math.LN2);
  });

  it('knows triplets from sixteenths and 32nds', () => {
    const waits = (beats: readonly number[]) =>
      heardIn(
        1,
        beats.map((beat) => note(beat, 60, 0.1)),
      )['share of triplet waits'];
    expect(waits([0, 1 / 3, 2 / 3, 1, 2])).toBe(3 / 4);
    expect(waits([0, 0.125, 0.25, 0.5, 1, 2])).toBe(0);
    expect(waits([0, 1 / 6, 1 / 3])).toBe(1);
  });

  it('counts empty bars and the time in which nothing sounds', () => {
    expect(heardIn(4, bar(0, [60, 62]))).toMatchObject({
      'empty bars': 3 / 4,
      'time in which nothing sounds': 14 / 16,
    });
  });

  it('compares the grooves of bars by sixteenths', () => {
    const groove = (second: readonly number[]) =>
      heardIn(2, [...bar(0, [60, 60, 60, 60]), ...second.map((beat) => note(4 + beat, 70))])[
        'grooving pattern similarity'
      ];
    expect(groove([0, 1, 2, 3])).toBe(1);
    expect(groove([0, 1])).toBe(1 - 2 / 16);
  });
});

describe('what a listener hears of form', () => {
  const period = [0, 1, 2, 3, 4, 5, 6, 7];

  it('hears that bars are like the ones so many before', () => {
    const heard = heardIn(16, bars([...period, ...period]));
    expect(heard).toMatchObject({ 'bars like the one 8 before': 1, 'bars like the one 4 before': 0 });
    expect(heard.structureness).toBeCloseTo(1 - 1 / 8);
    expect(heard['bars that repeat an earlier one']).toBe(0.5);
  });

  it('hears the earlier bar that is most alike, also in another key', () => {
    const heard = heardIn(4, bars([0, 5, 0, 9]));
    expect(heard['bars like the best earlier bar']).toBeCloseTo(1 / 3);
    expect(heard['bars like the best earlier bar, in any key']).toBe(1);
  });

  it('hears the bass fall to the keynote under a melody that rests, as a cadence', () => {
    const cadence = (last: number) =>
      heardIn(3, [
        ...bar(0, [72, 74, 76, 77]),
        ...bar(1, [79, 77, 76, 74]),
        ...chord(0, [48, 52, 55], 4),
        ...chord(4, [43, 50, 53], 4),
        note(8, last, 3),
        note(8, 72, 4),
      ])['cadences in 16 bars'];
    expect(cadence(48)).toBe(1);
    expect(cadence(45)).toBe(0);
  });
});

describe('what a listener hears of expression', () => {
  it('measures velocities', () => {
    expect(heardIn(1, [note(0, 60, 1, 60), note(1, 62, 1, 80), note(2, 64, 1, 60), note(3, 65, 1, 80)])).toMatchObject({
      'mean velocity': 70,
      'spread of velocities': 10,
      'distinct velocities': 2,
      'change of loudness from onset to onset': 20,
    });
  });

  it('measures pedal and tempo', () => {
    const pedals = [
      { tick: 0, down: false },
      { tick: 2 * PPQ, down: true },
      { tick: 3 * PPQ, down: false },
    ];
    const slower = [
      { tick: 0, bpm: 120 },
      { tick: 6 * PPQ, bpm: 60 },
    ];
    const heard = heardIn(2, bar(0, [60, 62, 64, 65]), pedals, slower);
    expect(heard).toMatchObject({ 'time with the pedal down': 1 / 8, 'pedal presses a bar': 0.5 });
    expect(heard['slowest beat below the mean']).toBeCloseTo(0.75 * Math.LN2);
    expect(heard['beats with the tempo of the one before']).toBeCloseTo(6 / 7);
  });
});

it('gives finite figures of the same names for the barest music', () => {
  const [bare, full] = [heardIn(16, [note(0, 60), note(1, 60)]), heardIn(16, bars([0, 1, 2, 3]))];
  expect(Object.keys(bare)).toEqual(Object.keys(full));
  expect(Object.entries(bare).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
});
