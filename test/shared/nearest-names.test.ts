import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, fewNames, nearestNames } from '../../src/shared/nearest-names.js';

const composers = ['Adam', 'Bach', 'Bach_CPE', 'Brahms', 'Chopin', 'Joplin', 'Rachmaninoff', 'Satie'];

describe('names near a mistyped one', () => {
  it('are those with a letter exchanged, left out, or spelled otherwise', () => {
    expect(nearestNames('Chopni', composers)).toEqual(['Chopin']);
    expect(nearestNames('jopln', composers)).toEqual(['Joplin']);
    expect(nearestNames('Rachmaninov', composers)).toEqual(['Rachmaninoff']);
    expect(nearestNames('web.prot', ['web.port', 'web.bind', 'record'])).toEqual(['web.port']);
  });

  it('are those of which a part was typed', () => {
    expect(nearestNames('port', ['web.port', 'web.bind'])).toEqual(['web.port']);
    expect(nearestNames('prot', ['web.port', 'web.bind'])).toEqual(['web.port']);
    expect(nearestNames('cpe', composers)).toEqual(['Bach_CPE']);
  });

  it('are none where nobody would have meant any', () => {
    expect(nearestNames('Xenakis', composers)).toEqual([]);
    expect(didYouMean('Xenakis', composers)).toBe('');
  });

  it('are at most five, and a name is nearest to itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string(), { maxLength: 30 }), (wanted, others) => {
        const near = nearestNames(wanted, [...others, wanted]);
        expect(near.length).toBeLessThanOrEqual(5);
        expect(near.map((name) => name.normalize('NFC').toLowerCase().normalize('NFC'))).toContain(
          wanted.normalize('NFC').toLowerCase().normalize('NFC'),
        );
      }),
      { examples: [['a', ['ab', 'b', 'c', 'd', 'e', 'f', 'g']]] },
    );
  });

  it('stand in a sentence, and long lists are cut', () => {
    expect(didYouMean('Bach_', ['Bach', 'Bach_CPE'])).toBe('Did you mean Bach_CPE or Bach? ');
    expect(fewNames(['a', 'b'])).toBe('a, b');
    expect(fewNames(composers)).toBe('Adam, Bach, Bach_CPE, Brahms, Chopin and 3 more');
  });
});
