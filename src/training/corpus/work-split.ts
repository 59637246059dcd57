import { createHash } from 'node:crypto';
import { CorpusTooSmallError } from './corpus-errors.js';
import type { EncodedWork } from './encoded-work.js';
import { copiesIn } from './copies.js';
import { clusterCopies, clusterWorks, type WorkCluster } from './work-clusters.js';
import type { WorkManifest } from './work-manifest.js';

/** Training and validation music that share no work. */
export interface WorkSplit {
  readonly training: readonly EncodedWork[];
  readonly validation: readonly EncodedWork[];
  /**
   * `file` if all files appear to be one work, so that only single files are kept apart; copies of a file stay
   * together.
   */
  readonly unit: 'work' | 'file';
  /** Files left out of both, since another data folder holds the same music. */
  readonly copies: readonly EncodedWork[];
}

/** Validation takes clusters up to this share of a composer's notes … */
const enoughShare = 0.1;
/** … and skips clusters that would exceed this share. */
const maxShare = 0.125;

/** With less music, training cannot be distinguished from memorising. */
export const minTraining = { works: 2, notes: 1000 } as const;

/** A cluster with its number of notes and its random rank. */
interface Candidate {
  readonly cluster: WorkCluster;
  readonly notes: number;
  /** Uniform in [0, 1), from the cluster's key and the seed alone. */
  readonly draw: number;
}

const drawOf = (key: string, seed: number): number =>
  createHash('sha256').update(`${seed} ${key}`).digest().readUInt32BE(0) / 2 ** 32;

const notesOf = (works: readonly EncodedWork[], members: readonly number[]): number =>
  members.reduce((sum, member) => sum + works[member].noteCount, 0);

/** Takes clusters in random order while they fit; if none fits, the smallest. Never all of them. */
const drawValidation = (candidates: readonly Candidate[]): readonly WorkCluster[] => {
  if (candidates.length < 2) return [];
  const total = candidates.reduce((sum, candidate) => sum + candidate.notes, 0);
  const chosen: WorkCluster[] = [];
  let notes = 0;
  for (const candidate of [...candidates].sort((a, b) => a.draw - b.draw)) {
    if (notes >= enoughShare * total) break;
    if (notes + candidate.notes > maxShare * total) continue;
    chosen.push(candidate.cluster);
    notes += candidate.notes;
  }
  if (chosen.length > 0) return chosen;
  return [candidates.reduce((best, candidate) => (candidate.notes < best.notes ? candidate : best)).cluster];
};

/** The composer of most of a cluster's files; ties go to the first. */
const composerOf = (works: readonly EncodedWork[], cluster: WorkCluster): string => {
  const counts = new Map<string, number>();
  for (const member of cluster.members) {
    const { composer } = works[member];
    counts.set(composer, (counts.get(composer) ?? 0) + 1);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
};

const groupByComposer = (works: readonly EncodedWork[], candidates: readonly Candidate[]): readonly Candidate[][] => {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const composer = composerOf(works, candidate.cluster);
    groups.set(composer, [...(groups.get(composer) ?? []), candidate]);
  }
  return [...groups.values()];
};

const assertEnough = (works: readonly EncodedWork[]): void => {
  const notes = works.reduce((sum, work) => sum + work.noteCount, 0);
  const different = new Set(works.map((work) => work.contentHash)).size;
  if (different < minTraining.works || notes < minTraining.notes) {
    throw new CorpusTooSmallError(different, notes, minTraining);
  }
};

/**
 * Keeps about a tenth of the notes aside for validation, whole works only, composer by composer: a composer's
 * validation works are the same whether it is trained alone or with others, so that a model fine-tuned from a base is
 * never validated on what the base was trained on. A composer with one work is all training (unless it is the only
 * one). The choice depends on each work's name and the seed, so other files hardly change it. Copies of music in
 * several data folders count once.
 */
export const splitWorks = (works: readonly EncodedWork[], manifest: WorkManifest, seed: number): WorkSplit => {
  assertEnough(works);
  const toCandidates = (clusters: readonly WorkCluster[]): readonly Candidate[] =>
    clusters.map((cluster) => ({
      cluster,
      notes: notesOf(works, cluster.members),
      draw: drawOf(cluster.key, seed),
    }));
  const clusters = clusterWorks(works, manifest);
  const copies = new Set(clusters.flatMap(({ members }) => copiesIn(works, members)));
  const once = clusters.map(({ key, members }) => ({ key, members: members.filter((member) => !copies.has(member)) }));
  const candidates = toCandidates(once);
  const byComposer = groupByComposer(works, candidates).flatMap(drawValidation);
  const byWork = byComposer.length > 0 ? byComposer : drawValidation(candidates);
  const onlyOnce = clusterCopies(works).map(({ key, members }) => ({
    key,
    members: members.filter((member) => !copies.has(member)),
  }));
  const chosen = byWork.length > 0 ? byWork : drawValidation(toCandidates(onlyOnce));
  if (chosen.length === 0) throw new CorpusTooSmallError(1, notesOf(works, [...works.keys()]), minTraining);
  const aside = new Set(chosen.flatMap((cluster) => cluster.members));
  return {
    training: works.filter((_, index) => !aside.has(index) && !copies.has(index)),
    validation: works.filter((_, index) => aside.has(index)),
    unit: byWork.length > 0 ? 'work' : 'file',
    copies: works.filter((_, index) => copies.has(index)),
  };
};
