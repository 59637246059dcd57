import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/encoding/annotation/annotate.js';
import type { PlanNote } from '../../../src/encoding/plan/music-plan.js';
import { barsOf, chordNotes, higher, later, melody, together } from './made-plan-music.js';

const PHRASE = 768;

const phraseA = together(
  melody([
    [72, 1],
    [74, 0.5],
    [76, 0.5],
    [77, 1],
    [76, 1],
    [74, 2],
    [72, 1],
    [74, 1],
  ]),
  melody(
    [
      [76, 1],
      [72, 1],
      [71, 1],
      [74, 1],
      [72, 4],
    ],
    384,
  ),
  chordNotes([
    [48, 52, 55],
    [53, 57, 60],
    [43, 50, 59],
    [48, 52, 55],
  ]),
);
const phraseB = together(
  melody([
    [81, 0.5],
    [79, 0.5],
    [77, 0.5],
    [76, 0.5],
    [77, 1.5],
    [74, 0.5],
    [79, 3],
    [null, 1],
  ]),
  melody(
    [
      [76, 0.5],
      [74, 0.5],
      [76, 0.5],
      [77, 0.5],
      [74, 1],
      [77, 1],
      [79, 4],
    ],
    384,
  ),
  chordNotes(
    [
      [50, 57, 65],
      [55, 59, 62],
      [45, 52, 60],
      [43, 50, 59],
    ],
    192,
  ),
);
const phraseC = together(
  melody([
    [69, 1.5],
    [71, 0.5],
    [72, 1],
    [69, 1],
    [76, 3],
    [74, 1],
    [72, 0.5],
    [71, 0.5],
    [72, 1],
    [74, 1],
    [71, 1],
  ]),
  melody([[69, 4]], 576),
  chordNotes(
    [
      [45, 52, 57],
      [52, 56, 59],
      [50, 57, 65],
      [45, 52, 57],
    ],
    192,
  ),
);

const inTurn = (...phrases: readonly (readonly PlanNote[])[]): PlanNote[] =>
  together(...phrases.map((phrase, i) => later(phrase, i * PHRASE)));

describe('the form of a piece', () => {
  it('names the bar that each bar repeats', () => {
    const { bars } = annotate(inTurn(phraseA, phraseB, phraseA), barsOf(12));
    expect(bars.slice(8).map(({ kind, reference, shift }) => [kind, reference, shift])).toEqual(
      [0, 1, 2, 3].map((bar) => ['exact', bar, 0]),
    );
    expect(bars[0]).toMatchObject({ kind: 'new', reference: -1 });
  });

  it('names the transposition of a phrase that comes back in another key', () => {
    const { bars } = annotate(inTurn(phraseA, higher(phraseA, 5)), barsOf(8));
    expect(bars.slice(4).map(({ kind, reference, shift }) => [kind, reference, shift])).toEqual(
      [0, 1, 2, 3].map((bar) => ['shifted', bar, 5]),
    );
  });

  it('tells a varied bar, and one that keeps the rhythm alone', () => {
    const varied = phraseA.map((note) =>
      note.step >= 480 && note.step < 576 ? { ...note, pitch: note.pitch + 3 } : note,
    );
    expect(annotate(inTurn(phraseA, varied), barsOf(8)).bars[6]).toMatchObject({ kind: 'varied', reference: 2 });
    const tune = melody([
      [60, 1.5],
      [62, 0.5],
      [64, 1],
      [67, 1],
      [79, 1.5],
      [63, 0.5],
      [70, 1],
      [54, 1],
    ]);
    expect(annotate(tune, barsOf(2)).bars[1]).toMatchObject({ kind: 'rhythm', reference: 0, shift: 0 });
  });

  it('numbers the sections of a rondo A B A C A', () => {
    const { bars } = annotate(inTurn(phraseA, phraseB, phraseA, phraseC, phraseA), barsOf(20));
    expect([0, 4, 8, 12, 16].map((bar) => bars[bar].section)).toEqual([0, 1, 0, 2, 0]);
    expect(bars.flatMap(({ sectionStart }, bar) => (sectionStart ? [bar] : []))).toEqual([0, 4, 8, 12, 16]);
    expect(bars.flatMap(({ phraseLeft }, bar) => (phraseLeft === 0 ? [bar] : []))).toEqual([3, 7, 11, 15, 19]);
  });

  it('tells loudness by bar, and none where every note is alike', () => {
    const loud = phraseB.map((note) => ({ ...note, velocity: 100 }));
    expect(annotate(inTurn(phraseA, loud), barsOf(8)).bars.map(({ loudness }) => loudness)).toEqual([
      4, 4, 4, 4, 6, 6, 6, 6,
    ]);
    expect(annotate(phraseA, barsOf(4)).bars[0].loudness).toBe(-1);
  });

  it('tells how dense and how finely divided a bar is', () => {
    const triplets = Array.from({ length: 12 }, (_, i) => ({
      step: i * 16,
      end: i * 16 + 16,
      pitch: 60 + i,
      velocity: 64,
    }));
    const bars = [...triplets, { step: 192, end: 384, pitch: 60, velocity: 64 }];
    expect(annotate(bars, barsOf(3)).bars.map(({ density, grid }) => [density, grid])).toEqual([
      [3, 4],
      [1, 1],
      [0, 0],
    ]);
  });
});
