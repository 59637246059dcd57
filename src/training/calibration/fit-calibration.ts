import type { Calibration } from '../../encoding/calibration/calibration.js';
import type { CalibrationFeature } from '../../encoding/calibration/feature.js';
import { allFeatures, type ChoiceCounts } from './choice-counts.js';

/** The share of the difference that one round corrects: features overlap, so all of it would be too much. */
const RATE = 0.5;
/** No weight is farther from 0, nats. */
const LARGEST = 2;
/** Choices that are added to a context's, distributed as in both kinds of music together. */
const PRIOR = 30;
/** Outcomes with fewer choices in both together keep their weight. */
const FEWEST = 20;

/** Shares of an outcome in a context, with the prior. */
interface Shares {
  readonly real: number;
  readonly written: number;
  /** How many choices there were of the outcome, and of the context in real music. */
  readonly choices: number;
  readonly realOfContext: number;
}

const sharesIn = (
  { outcomes }: CalibrationFeature,
  context: number,
  real: Float64Array,
  written: Float64Array,
): readonly Shares[] => {
  const part = (counts: Float64Array) => counts.subarray(context * outcomes, (context + 1) * outcomes);
  const [ofReal, ofWritten] = [part(real), part(written)];
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const [realOfContext, writtenOfContext] = [sum(ofReal), sum(ofWritten)];
  const all = Math.max(1, realOfContext + writtenOfContext);
  return Array.from({ length: outcomes }, (_, outcome) => {
    const choices = ofReal[outcome] + ofWritten[outcome];
    const prior = (PRIOR * choices) / all;
    return {
      real: (ofReal[outcome] + prior) / (realOfContext + PRIOR),
      written: (ofWritten[outcome] + prior) / (writtenOfContext + PRIOR),
      choices,
      realOfContext,
    };
  });
};

const rounded = (weight: number): number => Math.round(weight * 1000) / 1000;

const adjusted = (weight: number, { real, written, choices }: Shares): number =>
  choices < FEWEST ? weight : rounded(Math.max(-LARGEST, Math.min(LARGEST, weight + RATE * Math.log(real / written))));

/**
 * One round of fitting: raises the weights of outcomes that real music has more often than written music, and lowers
 * the others (iterative scaling; Darroch and Ratcliff 1972).
 */
export const adjustCalibration = (before: Calibration, real: ChoiceCounts, written: ChoiceCounts): Calibration =>
  Object.fromEntries(
    allFeatures.map((feature) => {
      const { name, contexts } = feature;
      const weights = Array.from({ length: contexts }, (_, context) =>
        sharesIn(feature, context, real[name], written[name]).map((shares, outcome) =>
          adjusted(before[name]?.at(context)?.at(outcome) ?? 0, shares),
        ),
      );
      return [name, weights];
    }),
  );

/** By feature, how far written music is from real: Kullback-Leibler divergence, nats a choice of real music. */
export const calibrationDivergence = (real: ChoiceCounts, written: ChoiceCounts): ReadonlyMap<string, number> =>
  new Map(
    allFeatures.map((feature) => {
      const { name, contexts } = feature;
      const shares = Array.from({ length: contexts }, (_, context) =>
        sharesIn(feature, context, real[name], written[name]),
      );
      const choices = real[name].reduce((total, count) => total + count, 0);
      const sum = shares
        .flat()
        .filter(({ choices: some }) => some > 0)
        .reduce((total, { real: p, written: q, realOfContext }) => total + realOfContext * p * Math.log(p / q), 0);
      return [name, choices === 0 ? 0 : sum / choices];
    }),
  );
