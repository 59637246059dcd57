import { describe, expect, it } from 'vitest';
import { openingOf, passagesOf, shorter } from '../../../src/training/quality/passage.js';
import { note, passageOf, pieceOf, quarters } from './made-passages.js';

const ten = Array.from({ length: 10 }, (_, bar) => quarters(bar, [60 + bar, 62, 64, 65])).flat();

describe('cutting a piece into passages', () => {
  it('takes whole bars, overlapping as far as the hop says, and none beyond the last bar', () => {
    const passages = passagesOf(pieceOf(ten), { bars: 4, hopBars: 2, minimumNotes: 1 });

    expect(passages.map(({ notes }) => notes[0].pitch)).toEqual([60, 62, 64, 66]);
    expect(passages.map(({ notes }) => notes.length)).toEqual([16, 16, 16, 16]);
    expect(passages[3].notes[0].tick).toBe(0);
  });

  it('counts bars as the metre at the start of each passage does', () => {
    const metres = [
      { beat: 0, numerator: 4 },
      { beat: 16, numerator: 3 },
    ];
    const passages = passagesOf(pieceOf(ten, metres), { bars: 4, hopBars: 4, minimumNotes: 1 });

    expect(passages.map(({ barTicks }) => barTicks / 480)).toEqual([4, 3, 3]);
  });

  it('leaves out passages that are nearly empty', () => {
    expect(passagesOf(pieceOf([...ten, note(60, 60)]), { bars: 4, hopBars: 4, minimumNotes: 8 })).toHaveLength(3);
    expect(passagesOf(pieceOf([]), { bars: 4, hopBars: 4, minimumNotes: 0 })).toEqual([]);
  });

  it('ends notes with the passage', () => {
    const held = openingOf(pieceOf([note(7, 60, 20)]), 2);
    expect(held.notes[0].durationTicks).toBe(480);
  });

  it('cuts a passage into shorter ones that begin at their own bar lines', () => {
    const parts = shorter(passageOf(10, ten), 4);
    expect(parts.map(({ notes }) => [notes.length, notes[0].tick, notes[0].pitch])).toEqual([
      [16, 0, 60],
      [16, 0, 64],
    ]);
  });
});
