import { describe, expect, it } from 'vitest';
import { barSimilarity } from '../../../src/training/quality/bar-similarity.js';
import { passageHistograms } from '../../../src/training/quality/passage-histograms.js';
import { passageStatistics } from '../../../src/training/quality/passage-statistics.js';
import { note, passageOf, quarters } from './made-passages.js';

describe('the self-similarity of bars', () => {
  const tune = [60, 64, 67, 72];

  it('knows a bar again, whatever stands between', () => {
    const passage = passageOf(3, [...quarters(0, tune), ...quarters(1, [61, 66, 60, 71]), ...quarters(2, tune)]);
    expect(barSimilarity(passage)).toEqual({ same: 1 / 3, alike: 1 / 3 });
  });

  it('hears that a bar is another one in a new key, or with a note changed', () => {
    const up = tune.map((pitch) => pitch + 5);
    const changed = [60, 64, 67, 71];
    const passage = passageOf(3, [...quarters(0, tune), ...quarters(1, up), ...quarters(2, changed)]);
    expect(barSimilarity(passage)).toEqual({ same: 0, alike: 2 / 3 });
  });

  it('does not take the same rhythm for the same music, nor count empty bars', () => {
    const passage = passageOf(4, [...quarters(0, tune), ...quarters(3, [72, 60, 69, 61])]);
    expect(barSimilarity(passage)).toEqual({ same: 0, alike: 0 });
  });
});

describe('the figures of a passage', () => {
  // Two bars: a bass of halves, and above it quarters that go up a scale, then a rest of three beats.
  const passage = passageOf(2, [
    note(0, 48, 2),
    note(2, 48, 2),
    ...[60, 62, 64, 65, 72].map((pitch, i) => note(i, pitch, 1, 60 + i)),
  ]);

  it('are what a person would count', () => {
    const found = passageStatistics(passage);
    expect(found).toMatchObject({ notesPerBeat: 7 / 8, polyphony: 9 / 8, chord: 7 / 5, steps: 3 / 4, leaps: 0 });
    expect(found).toMatchObject({ onEighths: 1, offGrid: 0, longestGap: 4, topSeven: 1 });
    expect(found.height).toBeCloseTo((48 * 2 + 60 + 62 + 64 + 65 + 72) / 7);
  });

  it('tell onsets off the grid from sixteenths and triplets', () => {
    const found = passageStatistics(
      passageOf(
        1,
        [0, 0.25, 1 / 3, 0.5, 0.4].map((beat) => note(beat, 60, 0.1)),
      ),
    );
    expect(found).toMatchObject({ offGrid: 1 / 5, onEighths: 2 / 5 });
  });
});

describe('the distributions of a passage', () => {
  it('are the same in every key, but hear another mode', () => {
    const major = [60, 64, 67, 65, 69, 72, 67, 71, 74, 60, 64, 67];
    const heard = (pitches: readonly number[]) => passageHistograms(passageOf(3, quarters(0, pitches)));
    expect(heard(major.map((pitch) => pitch + 3))).toEqual(heard(major));
    const minor = major.map((pitch) => (pitch % 12 === 4 || pitch % 12 === 9 ? pitch - 1 : pitch));
    expect(heard(minor).pitchClasses).not.toEqual(heard(major).pitchClasses);
    expect(heard(major).pitchClasses[0]).toBe(3);
  });

  it('follow the melody above the chords, and the bass below', () => {
    const chords = passageOf(
      1,
      [0, 1].flatMap((beat) => [note(beat, 48 - 5 * beat), note(beat, 60), note(beat, 64 + 3 * beat)]),
    );
    const { melody, bass, harmony } = passageHistograms(chords);
    expect(melody.indexOf(1)).toBe(12 + 3);
    expect(bass.indexOf(1)).toBe(12 - 5);
    // C and E on C, then C and G on G: an octave, a third, a fourth, an octave.
    expect(harmony).toEqual([2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
  });
});
