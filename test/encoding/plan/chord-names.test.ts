import { describe, expect, it } from 'vitest';
import { chordName } from '../../../src/encoding/plan/chord-names.js';

const inC = { tonic: 0, mode: 'major' } as const;

describe('the name of a chord', () => {
  it.each([
    [0, 0, 'C'],
    [9 * 9 + 1, 9, 'Am'],
    [7 * 9 + 4, 11, 'G7/B'],
    [2 * 9 + 5, 2, 'Dm7'],
    [11 * 9 + 7, 12, 'Bm7b5'],
    [108, 12, '-'],
  ])('of %i over %i is %s%s in C major', (chord, bass, name) => {
    expect(chordName({ chord, bass, ...inC })).toBe(name);
  });

  it('is spelled by the key', () => {
    const chord = { chord: 10 * 9, bass: 10 };
    expect(chordName({ ...chord, tonic: 2, mode: 'minor' })).toBe('Bb');
    expect(chordName({ ...chord, tonic: 4, mode: 'major' })).toBe('A#');
  });
});
