import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorpusTooSmallError } from '../../../src/training/corpus/corpus-errors.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';
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

  const walk = (from: number, length: number): number[] => Array.from({ length }, (_, i) => from + i);
  const copyOf = (name: string, of: EncodedWork, grams = of.fingerprint): EncodedWork => ({
    ...of,
    name,
    contentHash: `hash of ${name}`,
    fingerprint: grams,
  });
  /** Six pieces that seem to be one work: each shares a sixth of its n-grams with the next. */
  const suite = walk(0, 6).map((i) => madeWork(`A/n${i}.mid`, 400, walk(i * 50, 60)));

  it.each<[string, (work: EncodedWork, i: number) => EncodedWork]>([
    ['the same bytes', (work, i) => ({ ...work, name: `A/copy of ${i}.mid` })],
    ['the same notes saved anew', (work, i) => copyOf(`A/again ${i}.mid`, work)],
    ['a few notes less', (work, i) => copyOf(`A/cut ${i}.mid`, work, work.fingerprint.slice(0, 40))],
    ['the same bytes in another folder', (work, i) => ({ ...work, composer: 'B', name: `B/copy of ${i}.mid` })],
  ])('never parts copies with %s, when everything is one work either', (_what, copy) => {
    const all = [...suite, ...suite.map(copy)];
    const pieceOf = (name: string): string => /\d/.exec(name)?.[0] ?? '';
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const { training, validation } = splitWorks(all, new Map(), seed);
        const trained = new Set(names(training).map(pieceOf));
        expect(validation.length).toBeGreaterThan(0);
        expect(names(validation).filter((name) => trained.has(pieceOf(name)))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('never parts copies, though there be a hundred of each', () => {
    const pieces = walk(0, 8).map((i) => madeWork(`A/p${i}.mid`, 400, walk(i * 1000, 60)));
    const all = pieces.flatMap((piece) => walk(0, 100).map((n) => copyOf(`${piece.name} ${n}`, piece)));
    const pieceOf = (name: string): string => name.slice(0, 4);
    const { training, validation } = splitWorks(all, new Map(), 1);
    const trained = new Set(names(training).map(pieceOf));
    expect(validation.length).toBeGreaterThan(0);
    expect(names(validation).filter((name) => trained.has(pieceOf(name)))).toEqual([]);
  });

  it('never parts the same bytes, whatever a manifest says', () => {
    const all = [...etudes, ...etudes.map((work, i) => ({ ...work, name: `Czerny/again${i}.mid` }))];
    const manifest = new Map(all.map(({ name }) => [name, name]));
    const { training, validation } = splitWorks(all, manifest, 1);
    const trained = new Set(training.map(({ contentHash }) => contentHash));
    expect(validation.filter(({ contentHash }) => trained.has(contentHash))).toEqual([]);
  });

  it('refuses copies of one piece alone', () => {
    const piece = madeWork('A/a.mid', 5000, walk(0, 60));
    const all = walk(0, 4).map((i) => copyOf(`A/a ${i}.mid`, piece));
    expect(() => splitWorks(all, new Map(), 1)).toThrow(/1 work\(s\) with 20000 notes/);
  });

  it('refuses one file, or too few notes, saying what is expected', () => {
    expect(() => splitWorks([madeWork('A/a.mid', 5000)], new Map(), 1)).toThrow(CorpusTooSmallError);
    expect(() => splitWorks([madeWork('A/a.mid', 100), madeWork('A/b.mid', 100)], new Map(), 1)).toThrow(
      /2 work\(s\) with 200 notes.*at least 2 different works with 1000 notes/,
    );
  });
});
