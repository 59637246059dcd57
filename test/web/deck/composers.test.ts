import { describe, expect, it } from 'vitest';
import { eraOf } from '../../../web/deck/composer-eras.js';
import { composerName } from '../../../web/deck/composer-name.js';
import { familiarityOf } from '../../../web/deck/familiarity.js';

describe('what the page says of a composer', () => {
  it('is the era, also where the name bears a model, and nothing where it is not known', () => {
    expect([eraOf('Bach'), eraOf('Bach (base)'), eraOf('Joplin'), eraOf('Clara from next door')]).toEqual([
      'Baroque',
      'Baroque',
      'Ragtime',
      undefined,
    ]);
  });

  it('is a name as people read it', () => {
    expect(composerName('Bach_CPE')).toBe('Bach CPE');
    expect(composerName('Chopin:70+Bach_CPE:30')).toBe('Chopin 70 % + Bach CPE 30 %');
  });

  it('is how well it is known, by the notes of its training', () => {
    const levels = [null, 0, 541, 9000, 83_268, 239_695].map((notes) => familiarityOf(notes).level);
    expect(levels).toEqual([0, 0, 1, 2, 3, 4]);
    expect(familiarityOf(null).text).toBe('');
    expect(familiarityOf(541).text).toBe('hardly known');
  });
});
