import { describe, expect, it } from 'vitest';
import { PEDAL_USED, DYNAMICS_VARY } from '../../../src/encoding/piano/source-flags.js';
import { pianoColumn } from '../../../src/encoding/piano/piano-schema.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';
import { copiesIn } from '../../../src/training/corpus/copies.js';
import { splitWorks } from '../../../src/training/corpus/work-split.js';
import { madeWork } from './made-works.js';

const grams = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** A file of a data folder, with source flags in its start row. */
const file = (name: string, gramList: readonly number[], source = 0, noteCount = 500): EncodedWork => {
  const [folder] = name.split('/');
  const ids = new Int32Array(pianoColumn.source + 1);
  ids[pianoColumn.source] = source;
  const work = madeWork(name, noteCount, gramList);
  return { ...work, folder, composer: 'Bach', sequence: { length: 1, ids } };
};

const copies = (...works: readonly EncodedWork[]): readonly string[] =>
  copiesIn(
    works,
    works.map((_, i) => i),
  ).map((index) => works[index].name);

describe('copies of a work in several data folders', () => {
  it('are the files that tell less besides the notes', () => {
    const played = file('b/played.mid', grams(0, 100), DYNAMICS_VARY + PEDAL_USED);
    expect(copies(file('a/plain.mid', grams(0, 90)), played)).toEqual(['a/plain.mid']);
    expect(copies(file('a/loud.mid', grams(0, 90), DYNAMICS_VARY), played)).toEqual(['a/loud.mid']);
  });

  it('are the shorter ones among equals, then those of the later folder', () => {
    expect(copies(file('a/one.mid', grams(0, 50), 0, 300), file('b/all.mid', grams(0, 90), 0, 600))).toEqual([
      'a/one.mid',
    ]);
    expect(copies(file('a/x.mid', grams(0, 50)), file('b/x.mid', grams(0, 50)))).toEqual(['b/x.mid']);
  });

  it('may be in one file elsewhere what are several here', () => {
    const movements = [0, 1, 2].map((i) => file(`a/${i}.mid`, grams(100 * i, 100), PEDAL_USED));
    expect(copies(...movements, file('b/sonata.mid', grams(0, 300), 0, 1500))).toEqual(['b/sonata.mid']);
    expect(copies(movements[0], file('b/sonata.mid', grams(0, 300), 0, 1500))).toEqual([]); // two thirds are new
  });

  it('are not editions within one folder, nor what shares a little', () => {
    expect(copies(file('a/x.mid', grams(0, 50)), file('a/y.mid', grams(0, 50)))).toEqual([]);
    expect(copies(file('a/x.mid', grams(0, 100)), file('b/y.mid', grams(60, 100), 0, 700))).toEqual([]);
    expect(copies(file('a/x.mid', grams(0, 5)), file('b/y.mid', grams(0, 5)))).toEqual([]);
  });

  it('are other editions: as many notes, within a tenth, though only some of the melody is alike', () => {
    const edition = file('a/x.mid', grams(0, 100), 0, 480);
    expect(copies(edition, file('b/y.mid', grams(85, 100), PEDAL_USED))).toEqual(['a/x.mid']);
    expect(copies(edition, file('b/y.mid', grams(95, 100), PEDAL_USED))).toEqual([]);
  });

  it('are files of the same bytes, however short', () => {
    const first = file('a/x.mid', []);
    expect(copies(first, { ...file('b/x.mid', []), contentHash: first.contentHash })).toEqual(['b/x.mid']);
  });
});

describe('the split of several data folders', () => {
  const plain = Array.from({ length: 40 }, (_, i) => file(`a/${i}.mid`, grams(1000 * i, 100)));
  const played = Array.from({ length: 20 }, (_, i) => file(`b/op${i}.mid`, grams(1000 * i, 100), PEDAL_USED));
  const everyone = new Map([...plain, ...played].map(({ name }) => [name, `cluster ${name}`]));

  it('has a work once, on one side, and says what was left out', () => {
    const { training, validation, copies: out } = splitWorks([...plain, ...played], everyone, 1);
    expect(out.map(({ name }) => name)).toEqual(plain.slice(0, 20).map(({ name }) => name));
    expect(training.length + validation.length).toBe(40);
    const kept = new Set([...training, ...validation].map(({ name }) => name));
    for (const { name } of out) expect(kept.has(name)).toBe(false);
  });

  it('leaves nothing out of one folder', () => {
    expect(splitWorks(plain, everyone, 1).copies).toEqual([]);
  });
});
