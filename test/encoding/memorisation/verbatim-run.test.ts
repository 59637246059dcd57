import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { gramsIn, type GramSet } from '../../../src/encoding/memorisation/note-grams.js';
import { struckInPiece, struckInRows, type StruckNote } from '../../../src/encoding/memorisation/note-onset.js';
import { afterNote, longestVerbatimRun, noRun } from '../../../src/encoding/memorisation/verbatim-run.js';
import { nextInt, seedRandom } from '../../../src/shared/random-source.js';
import { randomPiece } from '../random-pieces.js';

/** Some notes of three octaves in quarters, eighths, sixteenths and chords; another piece for each seed. */
const music = (seed: number, notes: number, fromStep = 0): StruckNote[] => {
  const random = seedRandom(seed);
  let step = fromStep;
  let pitch = 47;
  return Array.from({ length: notes }, () => {
    const wait = [0, 12, 12, 24, 48][nextInt(random, 5)];
    step += wait;
    pitch = wait === 0 && pitch < 84 ? pitch + 1 + nextInt(random, 84 - pitch) : 48 + nextInt(random, 36);
    return { step, pitch };
  });
};

const moved = (notes: readonly StruckNote[], semitones: number, steps: number): StruckNote[] =>
  notes.map(({ step, pitch }) => ({ step: step + steps, pitch: pitch + semitones }));

const learned = new Set([1, 2, 3].flatMap((seed) => [...gramsIn(music(seed, 400))]));
const runsOf = (notes: readonly StruckNote[], works: GramSet = learned): number[] => {
  let run = noRun;
  return notes.map((note) => {
    run = afterNote(run, note, works);
    return run.notes;
  });
};

describe('a verbatim run', () => {
  it('of a planted excerpt is 8 at its eighth note and 16 at its sixteenth, in every key', () => {
    fc.assert(
      fc.property(fc.nat(370), fc.integer({ min: -6, max: 6 }), fc.nat(1000), (from, semitones, steps) => {
        const before = music(77, 30);
        const after = before[29].step + 48;
        const excerpt = music(2, 400).slice(from, from + 20);
        const planted = moved(excerpt, semitones, after + steps - excerpt[0].step);
        const runs = runsOf([...before, ...planted]);
        expect(Math.max(...runs.slice(0, 30))).toBe(0);
        expect(runs.slice(37, 50)).toEqual(Array.from({ length: 13 }, (_, i) => i + 8));
      }),
    );
  });

  it('ends with the first note that is another', () => {
    const excerpt = music(1, 40);
    const changed = excerpt.with(20, { step: excerpt[20].step, pitch: excerpt[20].pitch + 1 });
    expect(runsOf(changed).slice(19, 28)).toEqual([20, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is none where the rhythm is another', () => {
    const swung = music(1, 200).map(({ step, pitch }) => ({ step: step * 2, pitch }));
    expect(longestVerbatimRun(swung, learned)).toBe(0);
  });

  it('does not take parts of two works for one: across a seam it counts 15 until 16 are from the second', () => {
    const shared = music(9, 12);
    const works = [
      [...shared, ...music(5, 40, shared[11].step + 12)],
      [...music(6, 40), ...moved(shared, 0, music(6, 40)[39].step + 12)],
    ];
    const grams = new Set(works.flatMap((work) => [...gramsIn(work)]));
    const seam = [...works[1].slice(-20), ...moved(works[0].slice(12, 20), 0, works[1][51].step - shared[11].step)];
    expect(runsOf(seam, grams).slice(18)).toEqual([19, 20, 15, 15, 15, 16, 17, 18, 19, 20]);
  });

  it('is none in other music', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1_000_000 }), (seed) => {
        expect(longestVerbatimRun(music(seed, 300), learned)).toBeLessThan(8);
      }),
    );
  });

  it('begins anew when the music goes back in time', () => {
    const [first, second] = [music(1, 12), moved(music(1, 24).slice(12), 0, -1000)];
    expect(runsOf([...first, ...second]).slice(11, 20)).toEqual([12, 0, 0, 0, 0, 0, 0, 0, 9 - 1]);
  });
});

describe('notes that are recognised', () => {
  it('are the same in a piece and in its rows', () => {
    fc.assert(
      fc.property(randomPiece, (piece) => {
        const heard = struckInRows(encodePiece(piece));
        expect(heard.map(({ pitch }) => pitch)).toEqual(struckInPiece(piece).map(({ pitch }) => pitch));
      }),
    );
  });

  it('are told from the bass up, each once, without drums', () => {
    const note = (tick: number, pitch: number, channel: number) => ({
      tick,
      pitch,
      channel,
      durationTicks: 10,
      velocity: 60,
    });
    const tracks = [
      { name: '', program: 0, notes: [note(0, 64, 0), note(480, 60, 0), note(0, 35, 9)], pedals: [] },
      { name: '', program: 0, notes: [note(0, 48, 1), note(1, 64, 1)], pedals: [] },
    ];
    const struck = struckInPiece({ title: '', tracks, tempos: [], meters: [], markers: [] });
    expect(struck.map(({ step, pitch }) => ({ step, pitch }))).toEqual([
      { step: 0, pitch: 48 },
      { step: 0, pitch: 64 },
      { step: 48, pitch: 60 },
    ]);
  });
});
