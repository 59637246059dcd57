import type { SetComparison } from '../training/quality/music-sets.js';
import { namedMean, quotingShare, type Comparison } from './reports/comparison-report.js';

const plain = (set: SetComparison) => ({
  passages: set.passages,
  inside: Object.fromEntries(set.inside),
  overlap: Object.fromEntries(set.overlap),
  medians: Object.fromEntries(set.medians),
  divergence: Object.fromEntries(set.divergence),
});

/** One JSON object, on one line; figures that there is no music for are null. */
export const comparisonJson = (comparison: Comparison): string => {
  const { composers, classifier, settings, ...facts } = comparison;
  return JSON.stringify({
    ...facts,
    settings: settings.map((setting, i) => ({
      ...setting,
      named: namedMean(composers, i),
      quoting: quotingShare(composers, i),
    })),
    composers: composers.map(({ composer, real, unseen, unseenVerbatim, settings: found }) => ({
      composer,
      real: plain(real),
      unseen: plain(unseen),
      unseenVerbatim,
      settings: found.map(({ comparison: set, named, verbatim }) => ({
        ...plain(set),
        named: named ?? null,
        verbatim,
      })),
    })),
    classifier: classifier
      ? {
          unseen: Object.fromEntries(classifier.unseen),
          crossValidated: Object.fromEntries(classifier.crossValidated),
        }
      : null,
  });
};
