import { describe, expect, it } from 'vitest';
import { catalogueNumber, clusterWorks, workStem } from '../../../src/training/corpus/work-clusters.js';
import { parseManifest } from '../../../src/training/corpus/work-manifest.js';
import { madeWork } from './made-works.js';

const grams = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

const clustersOf = (works: ReturnType<typeof madeWork>[], manifest = new Map<string, string>()): number[][] =>
  clusterWorks(works, manifest).map((cluster) => [...cluster.members]);

describe('works told apart', () => {
  it.each([
    ['Mozart/mz_331_2.mid', 'mz_331'],
    ['Beethoven/Waldstein-III.mid', 'waldstein'],
    ['Schubert/D960 mov 4.mid', 'd960'],
    ['Chopin/nifc_035-1b-BH-003.mid', 'nifc_035-1b-bh'],
    ['Chopin/op25_format0.mid', undefined],
    ['Bach/bach_846.mid', undefined],
    ['Debussy/clairdelune.mid', undefined],
  ])('finds the work in the name %s', (name, stem) => {
    expect(workStem(name)).toBe(stem);
  });

  it.each([
    ['Bach/BWV_816_gigue.mid', 'bwv816'],
    ['Haydn/HOB-XVI-27_presto.mid', 'hobxvi27'],
    ['Schubert/Sonata D.960.mid', 'd960'],
    ['Chopin/op28.mid', undefined],
    ['Czerny/grand_200.mid', undefined],
  ])('finds the catalogue number in the name %s', (name, number) => {
    expect(catalogueNumber(name)).toBe(number);
  });

  it('joins the dances of a suite by its catalogue number', () => {
    expect(clustersOf([madeWork('Bach/bwv816_gigue.mid', 1), madeWork('Bach/bwv816_loure.mid', 1)])).toEqual([[0, 1]]);
  });

  it('takes up to eight numbered files for movements, and more for a collection', () => {
    const numbered = (count: number) => Array.from({ length: count }, (_, i) => madeWork(`A/piece_${i + 1}.mid`, 1));
    expect(clustersOf(numbered(8))).toHaveLength(1);
    expect(clustersOf(numbered(9))).toHaveLength(9);
  });

  it('joins two editions that share a tenth of their melody and bass, and no fewer', () => {
    const urtext = madeWork('Chopin/nocturne.mid', 500, grams(0, 100));
    const reprint = madeWork('Chopin/opus9.mid', 500, grams(90, 100));
    const other = madeWork('Chopin/valse.mid', 500, grams(181, 100));
    expect(clustersOf([urtext, reprint, other])).toEqual([[0, 1], [2]]);
  });

  it('asks for more across composers, who quote each other', () => {
    const theme = madeWork('Paganini/caprice.mid', 500, grams(0, 100));
    const variations = madeWork('Brahms/studies.mid', 500, grams(80, 100));
    const copy = madeWork('Liszt/caprice.mid', 500, grams(60, 100));
    expect(clustersOf([theme, variations])).toEqual([[0], [1]]);
    expect(clustersOf([theme, copy])).toEqual([[0, 1]]);
  });

  it('believes the manifest before names and notes', () => {
    const works = [
      madeWork('A/x_1.mid', 1, grams(0, 50)),
      madeWork('A/x_2.mid', 1, grams(0, 50)),
      madeWork('A/y.mid', 1, grams(0, 50)),
    ];
    const manifest = new Map([
      ['A/x_1.mid', 'one'],
      ['A/x_2.mid', 'two'],
    ]);
    expect(clustersOf(works.slice(0, 2), manifest)).toEqual([[0], [1]]);
    expect(clustersOf(works, manifest)).toEqual([[0, 1, 2]]);
  });

  it('joins the same bytes under two names', () => {
    const a = madeWork('A/a.mid', 1);
    expect(clustersOf([a, { ...madeWork('B/b.mid', 1), contentHash: a.contentHash }])).toEqual([[0, 1]]);
  });

  it('reads file and work_cluster from a manifest, wherever the columns are', () => {
    const text = 'title\twork_cluster\tfile\r\nPrelude\top28\tChopin/p1.mid\r\n';
    expect(parseManifest(text)).toEqual(new Map([['Chopin/p1.mid', 'op28']]));
    expect(parseManifest('file\ttitle\na\tb\n')).toBeUndefined();
  });
});
