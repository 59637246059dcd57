import { describe, expect, it } from 'vitest';
import { melodicLine, recurrenceIn } from '../../../src/encoding/calibration/melodic-line.js';
import { memoryOf } from './remembered.js';

describe('the melodic line', () => {
  it('is the highest note of each onset, unless a higher one still sounds', () => {
    const memory = memoryOf([
      { step: 0, pitch: 48, steps: 192 },
      { step: 0, pitch: 72, steps: 96 },
      { step: 48, pitch: 60, steps: 24 }, // below the 72 that sounds
      { step: 96, pitch: 64, steps: 48 },
      { step: 144, pitch: 67, steps: 48 },
    ]);
    expect(melodicLine(memory, 192, 1)).toEqual([72, 64, 67]);
  });

  it('of the bass is the lowest note, unless a lower one still sounds', () => {
    const memory = memoryOf([
      { step: 0, pitch: 48, steps: 96 },
      { step: 48, pitch: 55, steps: 48 },
      { step: 96, pitch: 43, steps: 48 },
    ]);
    expect(melodicLine(memory, 192, -1)).toEqual([48, 43]);
  });

  it('ends before the step', () => {
    const memory = memoryOf([
      { step: 0, pitch: 60, steps: 48 },
      { step: 48, pitch: 62, steps: 48 },
    ]);
    expect(melodicLine(memory, 48, 1)).toEqual([60]);
  });
});

describe('how a pitch goes on from a line', () => {
  it('is a triple where three intervals return, a pair where two do, else new', () => {
    const goesOn = recurrenceIn([60, 62, 64, 65, 60, 62, 64])!;
    expect([65, 66, 60].map(goesOn)).toEqual([2, 1, 0]);
  });

  it('is not said of a line that is too short', () => {
    expect(recurrenceIn([60, 62])).toBeUndefined();
  });
});
