import { expect, it } from 'vitest';
import { SILENCE } from '../../../src/encoding/chorale/chorale.js';
import { voiceLeading } from '../../../src/encoding/chorale/voice-leading.js';

const none = { parallelFifths: 0, parallelOctaves: 0, crossed: 0, outOfRange: 0 };

it('finds nothing in a plain cadence with contrary motion', () => {
  expect(
    voiceLeading([
      [72, 67, 64, 48],
      [72, 67, 64, 48],
      [71, 67, 62, 55],
      [72, 67, 64, 48],
    ]),
  ).toEqual({
    // prettier-ignore
    ...none,
    chords: 2,
  });
});

it('marks parallel fifths and octaves, also two octaves apart, but not those that stay or leap apart', () => {
  expect(voiceLeading([[72, 67, 64, 48], [74, 69, 65, 50]])).toMatchObject({ parallelFifths: 1, parallelOctaves: 1 }); // prettier-ignore
  expect(voiceLeading([[72, 67, 60, 48], [74, 67, 60, 48]])).toMatchObject({ parallelFifths: 0, parallelOctaves: 0 }); // prettier-ignore
  expect(voiceLeading([[72, 65, 60, 48], [71, 65, 60, 59]])).toMatchObject({ parallelOctaves: 0 }); // prettier-ignore
});

it('marks crossed voices and voices out of their ranges, and passes over rests', () => {
  expect(voiceLeading([[72, 67, 64, 48], [65, 67, 64, 39]])).toMatchObject({ crossed: 1, outOfRange: 1 }); // prettier-ignore
  expect(voiceLeading([[72, 67, 64, 48], [SILENCE, 67, 64, 48], [74, 67, 64, SILENCE]])).toEqual({ ...none, chords: 2 }); // prettier-ignore
});
