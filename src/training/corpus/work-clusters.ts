import { DisjointSets } from './disjoint-sets.js';
import type { EncodedWork } from './encoded-work.js';
import { sharedGrams, type SharedGrams } from './shared-grams.js';
import type { WorkManifest } from './work-manifest.js';

/** What clustering compares. */
export type ClusterItem = Pick<EncodedWork, 'name' | 'folder' | 'composer' | 'contentHash' | 'fingerprint'>;

/** Files that hold the same work: its movements, its parts, other editions of it. */
export interface WorkCluster {
  /** Depends only on the cluster's own files: the manifest's name for it, or the smallest file name without folders. */
  readonly key: string;
  /** Indices into the works, ascending. */
  readonly members: readonly number[];
}

/** Two files are one work from this share of the smaller file's n-grams on. */
const sameComposerShare = 0.1;
/** Across composers it takes more, since they quote, arrange and share cadences. */
const otherComposerShare = 0.3;
/** Fewer shared n-grams are coincidence, whatever their share of a short piece. */
const minShared = 6;

/**
 * Files that share this much of the longer one are the same piece: saved again, transposed, or with some notes changed.
 */
const copyShare = 0.5;

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/**
 * If more files than this differ only in their number, they are a collection (etudes, preludes), not movements of a
 * work.
 */
const maxMovements = 8;

/**
 * A file name without extension, case and a movement number at the end (`mz_331_2`, `mz_331-III`,
 * `D960 mov 4`). Numbers of three digits (BWV 846) name works. Undefined where there is no movement number.
 */
export const workStem = (name: string): string | undefined => {
  const bare = baseName(name)
    .toLowerCase()
    .replace(/[.][a-z]+$/, '')
    .replace(/[-_ ]?format[01]$/, '');
  const match = /^(.*[a-z0-9])[-_ .]+(?:0?\d{1,2}|[ivx]{1,4})[a-d]?$/.exec(bare);
  return match?.[1].replace(/[-_ .]+(?:mov|movt|mvt|movement|part|pt)$/, '');
};

/** A number in a thematic catalogue (BWV 816, KV 331, Hob. XVI:27, D 960) names one work, unlike an opus number. */
export const catalogueNumber = (name: string): string | undefined =>
  /(?<![a-z])(?:(?:bwv|hwv|kv|rv|woo)[-_. ]*\d+|hob[-_. ]*[ivx]+[-_.: ]*\d+|[dk][-_. ]?\d{3})(?!\d)/
    .exec(baseName(name).toLowerCase())?.[0]
    .replace(/[-_.: ]/g, '');

const isCopy = (items: readonly ClusterItem[], { a, b, shared, inMany }: SharedGrams): boolean =>
  shared + inMany >= copyShare * Math.max(items[a].fingerprint.length, items[b].fingerprint.length);

/** Joins files with the same bytes, whatever the manifest says. */
const joinSameBytes = (items: readonly ClusterItem[], sets: DisjointSets): void => {
  const first = new Map<string, number>();
  items.forEach(({ contentHash }, index) => {
    sets.union(first.get(contentHash) ?? index, index);
    if (!first.has(contentHash)) first.set(contentHash, index);
  });
};

/** Joins the movements of one work by folder and name; ignores files listed in the manifest. */
const joinByName = (items: readonly ClusterItem[], sets: DisjointSets, judged: readonly boolean[]): void => {
  const groups = new Map<string, number[]>();
  const add = (key: string, index: number): void => void groups.set(key, [...(groups.get(key) ?? []), index]);
  items.forEach((item, index) => {
    if (judged[index]) return;
    const folder = item.name.slice(0, item.name.lastIndexOf('/') + 1);
    const number = catalogueNumber(item.name);
    if (number !== undefined) add(`number ${folder}${number}`, index);
    const stem = workStem(item.name);
    if (stem !== undefined) add(`stem ${folder}${stem}`, index);
  });
  for (const [key, members] of groups) {
    if (key.startsWith('stem') && members.length > maxMovements) continue;
    for (const member of members) sets.union(members[0], member);
  }
};

const joinByMusic = (items: readonly ClusterItem[], sets: DisjointSets, judged: readonly boolean[]): void => {
  for (const pair of sharedGrams(items.map((item) => item.fingerprint))) {
    const { a, b, shared } = pair;
    if (judged[a] && judged[b] && items[a].folder === items[b].folder) continue; // each manifest applies to its own folder
    if (isCopy(items, pair)) sets.union(a, b);
    const smaller = Math.min(items[a].fingerprint.length, items[b].fingerprint.length);
    const wanted = items[a].composer === items[b].composer ? sameComposerShare : otherComposerShare;
    if (shared >= minShared && shared >= wanted * smaller) sets.union(a, b);
  }
};

/** Joins files with the same name in the manifest; returns true for the files it lists. */
const joinByManifest = (
  items: readonly ClusterItem[],
  sets: DisjointSets,
  manifest: WorkManifest,
): readonly boolean[] => {
  const first = new Map<string, number>();
  return items.map((item, index) => {
    const work = manifest.get(item.name);
    if (work === undefined) return false;
    const other = first.get(work) ?? index;
    first.set(work, other);
    sets.union(other, index);
    return true;
  });
};

const clusterKey = (items: readonly ClusterItem[], members: readonly number[], manifest: WorkManifest): string => {
  const names = members.map((member) => manifest.get(items[member].name) ?? baseName(items[member].name).toLowerCase());
  return names.reduce((smallest, name) => (name < smallest ? name : smallest));
};

const clustersOf = (
  items: readonly ClusterItem[],
  sets: DisjointSets,
  manifest: WorkManifest,
): readonly WorkCluster[] => {
  const members = new Map<number, number[]>();
  items.forEach((_, index) => {
    const root = sets.find(index);
    members.set(root, [...(members.get(root) ?? []), index]);
  });
  return [...members.values()].map((list) => ({ key: clusterKey(items, list, manifest), members: list }));
};

/** Groups only copies of one piece: the same bytes, or files that differ little. For a folder that is all one work. */
export const clusterCopies = (items: readonly ClusterItem[]): readonly WorkCluster[] => {
  const sets = new DisjointSets(items.length);
  joinSameBytes(items, sets);
  for (const pair of sharedGrams(items.map((item) => item.fingerprint))) {
    if (isCopy(items, pair)) sets.union(pair.a, pair.b);
  }
  return clustersOf(items, sets, new Map());
};

/**
 * Groups files into works. The manifest decides for the files it lists; others are joined by file name and by shared
 * n-grams of melody and bass.
 */
export const clusterWorks = (items: readonly ClusterItem[], manifest: WorkManifest): readonly WorkCluster[] => {
  const sets = new DisjointSets(items.length);
  const judged = joinByManifest(items, sets, manifest);
  joinSameBytes(items, sets);
  joinByName(items, sets, judged);
  joinByMusic(items, sets, judged);
  return clustersOf(items, sets, manifest);
};
