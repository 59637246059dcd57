import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorpusTooSmallError } from '../../../src/training/corpus/corpus-errors.js';
import { splitWorks } from '../../../src/training/corpus/work-split.js';
import { madeWork } from './made-works.js';

const names = (works: readonly { readonly name: string }[]): string[] => works.map((work) => work.name);
const notes = (works: readonly { readonly noteCount: number }[]): number =>
  works.reduce((sum, work) => sum + work.noteCount, 0);

const etudes = Array.from({ length: 60 }, (_, i) => madeWork(`Czerny/etude${i}.mid`, 300 + 17 * (i % 9)));

describe('the split into training and validation', () => {
  it('keeps about a tenth of the notes aside', () => {
    const { training, validation } = splitWorks(etudes, new Map(), 1);
    expect(training.length + validation.length).toBe(etudes.length);
    const share = notes(validation) / notes(etudes);
    expect(share).toBeGreaterThanOrEqual(0.1);
    expect(share).toBeLessThanOrEqual(0.125);
  });

  it('never parts the movements of a work', () => {
    const sonatas = Array.from({ length: 12 }, (_, s) =>
      [1, 2, 3].map((movement) => madeWork(`Mozart/mz_${300 + s}_${movement}.mid`, 500)),
    ).flat();
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const { training, validation } = splitWorks(sonatas, new Map(), seed);
        const sonataOf = (name: string): string => name.replace(/_\d[.]mid$/, '');
        const trained = new Set(names(training).map(sonataOf));
        expect(validation.length).toBeGreaterThan(0);
        expect(names(validation).filter((name) => trained.has(sonataOf(name)))).toEqual([]);
      }),
    );
  });

  it('stays the same for a composer when other composers join', () => {
    const alone = splitWorks(etudes, new Map(), 7);
    const others = Array.from({ length: 20 }, (_, i) => madeWork(`Haydn/hob${i}.mid`, 900));
    const together = splitWorks([...others, ...etudes], new Map(), 7);
    expect(names(together.validation).filter((name) => name.startsWith('Czerny'))).toEqual(names(alone.validation));
  });

  it('hardly moves when one more work of the composer arrives', () => {
    const before = new Set(names(splitWorks(etudes, new Map(), 3).validation));
    const grown = splitWorks([...etudes, madeWork('Czerny/encore.mid', 350)], new Map(), 3);
    const changed = names(grown.validation).filter((name) => !before.has(name));
    expect(changed.length).toBeLessThanOrEqual(2);
  });

  it('depends on the seed', () => {
    expect(names(splitWorks(etudes, new Map(), 1).validation)).not.toEqual(
      names(splitWorks(etudes, new Map(), 2).validation),
    );
  });

  it('keeps single files apart when everything is one work, and says so', () => {
    const suite = [1, 2, 3].map((part) => madeWork(`Borodin/suite_${part}.mid`, 600));
    const { training, validation, unit } = splitWorks(suite, new Map(), 1);
    expect([training.length, validation.length, unit]).toEqual([2, 1, 'file']);
  });

  it('refuses one file, or too few notes, saying what is expected', () => {
    expect(() => splitWorks([madeWork('A/a.mid', 5000)], new Map(), 1)).toThrow(CorpusTooSmallError);
    expect(() => splitWorks([madeWork('A/a.mid', 100), madeWork('A/b.mid', 100)], new Map(), 1)).toThrow(
      /2 work\(s\) with 200 notes.*at least 2 different works with 1000 notes/,
    );
  });
});
