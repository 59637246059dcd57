import type { CorpusFile } from './corpus-files.js';
import { manifestOf } from './work-manifest.js';

/** Where music came from, for a model card. */
export interface Provenance {
  /** One line for each licence and source, with the number of files. */
  readonly text: string;
  /** The licence of a model trained on it, one line. */
  readonly licence: string;
}

const UNSTATED = 'licence not stated';
const BEGUN_FROM = 'begun from a model of ';

const counted = (values: readonly string[]): readonly (readonly [value: string, count: number])[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
};

/** The repository and commit of a source, without the path in it. */
const collectionOf = (source: string): string => source.split(/[:\s]/, 1)[0];

type Condition = 'share-alike' | 'attribution' | 'none' | 'unstated';

const conditionOf = (licence: string): Condition => {
  if (licence.includes(UNSTATED)) return 'unstated';
  if (/share-?alike|\bby(?:-nc)?-sa\b/i.test(licence.replaceAll(' ', '-'))) return 'share-alike';
  return /attribution|\bby\b/i.test(licence) ? 'attribution' : 'none';
};

const files = (count: number): string => `${count} file${count === 1 ? '' : 's'}`;

const meanings: Readonly<Record<Exclude<Condition, 'unstated'>, string>> = {
  'share-alike': 'CC BY-SA, since share-alike holds for',
  attribution: 'CC BY, naming the sources: nothing is share-alike, attribution holds for',
  none: 'no condition: public domain or CC0 holds for',
};

/**
 * The strictest condition that these licences, one per file, put on a model; `before` are those of the model it starts
 * from. Unstated licences are mentioned.
 */
export const modelLicence = (licences: readonly string[], before: readonly string[] = []): string => {
  const conditions = licences.map(conditionOf);
  const earlier = before.map(conditionOf);
  const strictest = (['share-alike', 'attribution', 'none'] as const).find(
    (condition) => conditions.includes(condition) || earlier.includes(condition),
  );
  if (strictest === undefined) return UNSTATED;
  const own = conditions.filter((condition) => condition === strictest).length;
  const held = own > 0 ? `${own} of ${files(conditions.length)}` : 'the model it was begun from';
  const unstated = conditions.filter((condition) => condition === 'unstated').length;
  return `${meanings[strictest]} ${held}${unstated > 0 ? `; not stated for ${unstated}` : ''}`;
};

/**
 * Licences and sources of files, from the manifests of their data folders. A model that starts from another includes
 * the other's music.
 */
export const provenanceOf = async (
  corpusFiles: readonly CorpusFile[],
  before?: { readonly provenance: string },
): Promise<Provenance> => {
  const licences = await manifestOf(corpusFiles, 'licence');
  const sources = await manifestOf(corpusFiles, 'source');
  const ofFiles = corpusFiles.map(({ name }) => licences.get(name) ?? UNSTATED);
  const lines = corpusFiles.map(({ name }, i) => {
    const source = sources.get(name);
    return source === undefined ? ofFiles[i] : `${ofFiles[i]}; ${collectionOf(source)}`;
  });
  const earlier = before?.provenance.split('\n').filter((line) => line !== '') ?? [];
  return {
    text: [
      ...counted(lines).map(([line, count]) => `${files(count)}: ${line}`),
      ...earlier.map((line) => (line.startsWith(BEGUN_FROM) ? line : `${BEGUN_FROM}${line}`)),
    ].join('\n'),
    licence: modelLicence(ofFiles, earlier),
  };
};
