import type { BarReference } from './bar-references.js';
import type { BarKind, Cadence } from '../plan/music-plan.js';

/** A phrase: bars from `first` to `last`. */
export interface Phrase {
  readonly first: number;
  readonly last: number;
}

/** What phrase finding knows about every bar. */
export interface PhraseEvidence {
  /** Whether the first bar is an upbeat, which belongs to the first phrase and is not counted. */
  readonly upbeat: boolean;
  readonly references: readonly BarReference[];
  /** How much the melody rests before the bar, 0–1. */
  readonly gaps: readonly number[];
  /** The cadence of a phrase that ended in the bar. */
  readonly cadences: readonly Cadence[];
}

/** How strongly a run of references of each kind indicates a beginning. */
const RUN_WEIGHT: Readonly<Record<BarKind, number>> = { new: 0, exact: 1, shifted: 0.8, varied: 0.6, rhythm: 0.2 };
/** Runs of at least this many bars count in full. */
const FULL_RUN = 4;
/** Bonus if a later run refers back to a bar. */
const RETURNED_TO = 0.7;
/** Repeats of the bar before are accompaniment, not form. */
const LEAST_LAG = 2;

const follows = (references: readonly BarReference[], bar: number): boolean =>
  references[bar].reference >= 0 && references[bar - 1].reference === references[bar].reference - 1;

/** How strongly repeated material begins at each bar, 0 to about 1.7. */
const repeatStarts = (references: readonly BarReference[]): number[] => {
  const strength = references.map(() => 0);
  for (let bar = 1; bar < references.length; bar++) {
    const { reference, kind } = references[bar];
    if (reference < 0 || bar - reference < LEAST_LAG || follows(references, bar)) continue;
    let run = 1;
    while (bar + run < references.length && run < FULL_RUN && follows(references, bar + run)) run++;
    const weight = (RUN_WEIGHT[kind] * (run - 1)) / (FULL_RUN - 1);
    strength[bar] = Math.max(strength[bar], weight);
    strength[reference] = Math.max(strength[reference], RETURNED_TO * weight);
  }
  return strength;
};

const CADENCE_WEIGHT: Readonly<Record<Cadence, number>> = { none: 0, half: 0.25, authentic: 0.5, final: 0.5 };
const GAP_WEIGHT = 1;
/** How strongly a bar begins a phrase because the bar it repeats does. */
const AS_BEFORE = 0.4;

/** How strongly a phrase begins at each bar. */
const boundaryStrengths = ({ references, gaps, cadences }: PhraseEvidence): number[] => {
  const strengths = repeatStarts(references);
  for (let bar = 1; bar < strengths.length; bar++) {
    const { reference, kind } = references[bar];
    strengths[bar] += GAP_WEIGHT * gaps[bar] + CADENCE_WEIGHT[cadences[bar - 1]];
    if (bar - reference >= LEAST_LAG && reference >= 0)
      strengths[bar] += AS_BEFORE * RUN_WEIGHT[kind] * strengths[reference];
  }
  return strengths;
};

const LONGEST_PHRASE = 16;

/** Cost of a phrase by its length, starting at one bar: four and eight bars are usual. */
const LENGTH_COST = [3.2, 1.6, 1.7, 0.7, 1.5, 1.3, 1.6, 0.7, 1.8, 1.8, 2, 1.6, 2.4, 2.4, 2.6, 2];

/** The best division into phrases of 1 to 16 bars, by the strength of boundaries and the usual lengths. */
export const phrasesOf = (evidence: PhraseEvidence): Phrase[] => {
  const strengths = boundaryStrengths(evidence);
  const upbeat = evidence.upbeat ? 1 : 0;
  const count = strengths.length;
  const best: { score: number; from: number }[] = [{ score: 0, from: 0 }];
  for (let end = 1; end <= count; end++) {
    let top = { score: -Infinity, from: 0 };
    for (let from = Math.max(0, end - LONGEST_PHRASE); from < end; from++) {
      const length = Math.max(1, end - from - (from === 0 ? upbeat : 0));
      const score = best[from].score + strengths[from] - LENGTH_COST[length - 1];
      if (score > top.score) top = { score, from };
    }
    best.push(top);
  }
  const phrases: Phrase[] = [];
  for (let end = count; end > 0; end = best[end].from) phrases.push({ first: best[end].from, last: end - 1 });
  return phrases.reverse();
};
