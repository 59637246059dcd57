import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nothingRecalled,
  recalledExactly,
  recalledShifted,
  remember,
  type ChoraleRecall,
} from '../../../src/encoding/chorale/chorale-recall.js';
import { SILENCE_ID } from '../../../src/encoding/chorale/chorale-pitch.js';

const after = (ids: readonly number[]): ChoraleRecall => ids.reduce(remember, nothingRecalled);
const up = (ids: readonly number[], semitones: number): number[] => ids.map((id) => id + semitones);

const first = [40, 36, 30, 15, 41, 36, 31, 12, 43, 36, 31, 8];
const other = [20, 19, 18, 17];

describe('what a chorale recalls', () => {
  it('is nothing at first, nor after less than a chord that came before', () => {
    expect(recalledExactly(nothingRecalled)).toEqual({ lengthClass: 0, pitchId: undefined });
    expect(recalledExactly(after([...first, ...first.slice(0, 3)])).lengthClass).toBe(0);
  });

  it('is how a repeated passage went on, for each voice in turn', () => {
    const twice = [...first, ...other, ...first];
    for (let tokens = 4; tokens < first.length; tokens++) {
      const heard = twice.slice(0, first.length + other.length + tokens);
      expect(recalledExactly(after(heard)).pitchId).toBe(first[tokens]);
    }
    expect(recalledExactly(after(twice))).toEqual({ lengthClass: 3, pitchId: other[0] });
  });

  it('is the same in another key, moved as the passage is', () => {
    const moved = [...first, ...other, ...up(first, 5).slice(0, 8)];
    expect(recalledShifted(after(moved))).toEqual({ lengthClass: 2, pitchId: first[8] + 5 });
    expect(recalledExactly(after(moved)).lengthClass).toBe(0);
  });

  it('takes a rest as a rest in every key', () => {
    const resting = [...first.slice(0, 4), SILENCE_ID, ...first.slice(5)];
    const moved = up(resting, 2).map((id, i) => (i === 4 ? SILENCE_ID : id));
    expect(recalledShifted(after([...resting, ...other, ...moved.slice(0, 9)])).pitchId).toBe(first[9] + 2);
  });

  it('says nothing of what would leave the pitches that have ids', () => {
    const high = [30, 31, 32, 33, 50];
    const heard = [...high, 1, 1, 1, ...up(high.slice(0, 4), 5)];
    expect(recalledShifted(after(heard))).toEqual({ lengthClass: 1, pitchId: undefined });
  });

  it('never changes what was recalled before: one can go back to it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: SILENCE_ID }), { maxLength: 40 }), (ids) => {
        const before = after(ids);
        const told = [recalledExactly(before), recalledShifted(before)];
        remember(before, 3);
        remember(before, 7);
        expect([recalledExactly(before), recalledShifted(before)]).toEqual(told);
      }),
    );
  });
});
