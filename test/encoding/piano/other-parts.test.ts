import { describe, expect, it } from 'vitest';
import { otherParts } from '../../../src/encoding/piano/other-parts.js';

/** `name program`, for each track. */
const of = (...tracks: readonly (readonly [name: string, program: number])[]): readonly boolean[] =>
  otherParts(tracks.map(([name, program]) => ({ name, program })));

describe('parts beside a piano', () => {
  it.each([
    ['Voice', 68],
    ['Voice', 0],
    ['Singstimme Voice', 68],
    ['Voix', 68],
    ['chant', 68],
    ['Voice - cutaway stave', 70],
    ['Soprano 1', 52],
    ['Canto', 0],
    ['Hautbois', 68],
    ['Violoncello', 42],
    ['Part_1', 68],
    ['', 41],
  ])('are told by name or program where staves are called the piano’s: %s on program %i', (name, program) => {
    expect(of([name, program], ['Piano right hand', 0], ['Piano left hand', 0])).toEqual([true, false, false]);
  });

  it('are several', () => {
    expect(of(['Violin', 40], ['Voice', 52], ['Piano', 0], ['Violoncello', 42])).toEqual([true, true, false, true]);
  });

  it('are told where the piano is called nothing, if both name and program say so', () => {
    expect(of(['Gesang', 52], ['', 0], ['', 0])).toEqual([true, false, false]);
    expect(of(['Flöte', 73], ['Klavier', 0])).toEqual([true, false]);
  });

  it('are not the piano’s own staves on another program', () => {
    expect(of(['Voice', 68], ['Piano right hand', 0], ['Piano left hand', 46])).toEqual([true, false, false]);
  });

  it.each([
    [
      [
        ['Piano right', 0],
        ['Piano left', 0],
        ['Pedal', 0],
      ],
    ],
    [
      [
        ['Theme', 0],
        ['PIano right', 0],
        ['Piano left', 0],
      ],
    ],
    [
      [
        ['Piano right', 0],
        ['Piano left', 0],
        ['Fuga 1', 0],
        ['Liszt: Etude No. 6', 0],
      ],
    ],
    [
      [
        ['right:right', 19],
        ['left:left', 19],
        ['pedal:pedal', 43],
      ],
    ],
    [
      [
        ['treble:', 0],
        ['bass:', 0],
      ],
    ],
    [
      [
        [':Soprano', 0],
        [':Tenor', 0],
      ],
    ],
    [
      [
        ['1:pianoUpper', 0],
        ['2:tenorPiano', 0],
      ],
    ],
    [
      [
        ['', 68],
        ['', 19],
        ['', 11],
      ],
    ],
    [
      [
        ['Voice', 68],
        ['Violin', 40],
      ],
    ],
    [
      [
        ['up:', 6],
        ['down:', 6],
      ],
    ],
    [
      [
        ['player', 0],
        ['daemon', 0],
      ],
    ],
  ] as const)('are not found in keyboard music, nor where there is no piano: %j', (tracks) => {
    expect(of(...tracks)).toEqual(tracks.map(() => false));
  });
});
