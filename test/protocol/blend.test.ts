import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendText, isBlend, readBlend, type BlendPart } from '../../src/protocol/blend.js';

const parts = (text: string): readonly BlendPart[] => {
  const read = readBlend(text);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

describe('a blend of composers', () => {
  it('is written with shares, in any measure, and always comes out in percent', () => {
    expect(parts('Chopin:0.7 + Joplin:0.3')).toEqual([
      { composer: 'Chopin', percent: 70 },
      { composer: 'Joplin', percent: 30 },
    ]);
    expect(blendText(parts('Bach:1+Satie:1+Joplin:1'))).toBe('Bach:34+Satie:33+Joplin:33');
    expect(blendText(parts('Chopin (base)+Joplin'))).toBe('Chopin (base):50+Joplin:50');
    expect(blendText(parts('Chopin:3'))).toBe('Chopin');
  });

  it('comes out the same from the way it is written, and adds up to 100', () => {
    const shares = fc.array(fc.integer({ min: 5, max: 100 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(shares, (list) => {
        const read = parts(list.map((share, i) => `Composer ${i}:${share}`).join('+'));
        expect(read.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
        expect(parts(blendText(read))).toEqual(read);
      }),
    );
  });

  it.each([
    ['Chopin:', 'write composers'],
    ['Chopin++Joplin', 'write composers'],
    ['Chopin:a+Joplin:b', 'write composers'],
    ['Chopin:70+Joplin', 'give every composer a share, or none'],
    ['Chopin+chopin', 'chopin is in it twice'],
    ['Chopin:0+Joplin:1', 'Chopin has less than 1 %'],
    ['Chopin:0+Joplin:0', 'Chopin has less than 1 %'],
    ['Chopin:1000+Joplin:1', 'Joplin has less than 1 %'],
    ['A+B+C+D+E', 'of 4 composers at most'],
  ])('says what is wrong with “%s”', (text, problem) => {
    expect(isBlend(text)).toBe(true);
    expect(readBlend(text)).toContain(problem);
  });
});
