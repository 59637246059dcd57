import type { ComparedComposer, Comparison } from '../../app/compare/comparison.js';
import type { Setting } from '../../app/compare/compose-samples.js';
import { histogramNames, histogramTexts } from '../../training/quality/passage-histograms.js';
import { statisticNames, statisticTexts } from '../../training/quality/passage-statistics.js';
import type { SetComparison } from '../../training/quality/music-sets.js';
import { durationText } from '../../shared/duration-text.js';
import { meanShare, type NamedShare } from '../../training/quality/cross-validation.js';
import { markdownTable } from './markdown-table.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const meanOf = (figures: ReadonlyMap<string, number>): number => mean([...figures.values()]);

const percent = (share: number | undefined): string =>
  share === undefined || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(0)} %`;

const fixed = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

const shareOf = (named: NamedShare | undefined): number | undefined => named && named.right / named.passages;

const settingText = ({ temperature, topP, guidance }: Setting): string =>
  `temperature ${temperature}, top-p ${topP}${guidance === 1 ? '' : `, guidance ${guidance}`}`;

/** The mean over the composers that have such passages. */
const overComposers = (
  composers: readonly ComparedComposer[],
  set: (composer: ComparedComposer) => SetComparison,
  figure: (set: SetComparison) => number,
): number => mean(composers.map((composer) => figure(set(composer))).filter((value) => !Number.isNaN(value)));

const summary = (
  label: string,
  composers: readonly ComparedComposer[],
  set: (of: ComparedComposer) => SetComparison,
) => [
  label,
  percent(overComposers(composers, set, ({ inside }) => meanOf(inside))),
  fixed(overComposers(composers, set, ({ overlap }) => meanOf(overlap))),
  fixed(overComposers(composers, set, ({ divergence }) => meanOf(divergence))),
];

/** How often the composer is named as meant, by samples of a setting. */
export const namedMean = (composers: readonly ComparedComposer[], setting: number): number =>
  mean(composers.flatMap(({ settings }) => shareOf(settings[setting].named) ?? []));

const unseenNamed = ({ classifier, composers }: Comparison): number =>
  mean(composers.flatMap(({ composer }) => shareOf(classifier?.unseen.get(composer)) ?? []));

/** Notes in a row; a longer quotation would be recognised. */
const MANY_VERBATIM = 16;

const longShare = (runs: readonly number[]): number =>
  runs.filter((notes) => notes > MANY_VERBATIM).length / runs.length;

/** The share of a setting's samples that quote. */
export const quotingShare = (composers: readonly ComparedComposer[], setting: number): number =>
  longShare(composers.flatMap(({ settings }) => settings[setting].verbatim));

const settingsTable = (comparison: Comparison): string => {
  const { composers, settings } = comparison;
  return markdownTable(
    [
      'means over composers',
      'inside the real range',
      'overlap',
      'divergence, bits',
      'named as meant',
      `over ${MANY_VERBATIM} notes verbatim`,
    ],
    [
      [...summary('real, learned from', composers, ({ real }) => real), '–', '–'],
      [
        ...summary('real, unseen', composers, ({ unseen }) => unseen).with(3, '–'),
        percent(unseenNamed(comparison)),
        percent(longShare(composers.flatMap(({ unseenVerbatim }) => unseenVerbatim))),
      ],
      ...settings.map((setting, i) => [
        ...summary(settingText(setting), composers, (composer) => composer.settings[i].comparison),
        percent(namedMean(composers, i)),
        percent(quotingShare(composers, i)),
      ]),
    ],
  );
};

const composerTable = ({ composers, classifier }: Comparison, setting: number): string =>
  markdownTable(
    [
      'composer',
      'real passages',
      'unseen',
      'inside: unseen',
      'samples',
      'divergence: learned',
      'samples',
      'named: cross-validated',
      'unseen',
      'samples',
    ],
    composers.map(({ composer, real, unseen, settings }) => [
      composer,
      String(real.passages),
      String(unseen.passages),
      percent(meanOf(unseen.inside)),
      percent(meanOf(settings[setting].comparison.inside)),
      fixed(meanOf(real.divergence)),
      fixed(meanOf(settings[setting].comparison.divergence)),
      percent(shareOf(classifier?.crossValidated.get(composer))),
      percent(shareOf(classifier?.unseen.get(composer))),
      percent(shareOf(settings[setting].named)),
    ]),
  );

const statisticsTable = ({ composers }: Comparison, setting: number): string =>
  markdownTable(
    ['means over composers', 'median: real', 'samples', 'inside: unseen', 'samples', 'overlap: samples'],
    statisticNames.map((name) => {
      const samples = (composer: ComparedComposer): SetComparison => composer.settings[setting].comparison;
      const of = (set: (composer: ComparedComposer) => SetComparison, figures: 'medians' | 'inside' | 'overlap') =>
        overComposers(composers, set, (found) => found[figures].get(name) ?? NaN);
      return [
        statisticTexts[name],
        fixed(of(({ real }) => real, 'medians')),
        fixed(of(samples, 'medians')),
        percent(of(({ unseen }) => unseen, 'inside')),
        percent(of(samples, 'inside')),
        fixed(of(samples, 'overlap')),
      ];
    }),
  );

const histogramsTable = ({ composers, settings }: Comparison): string =>
  markdownTable(
    ['divergence from unseen music, bits', 'real, learned from', ...settings.map(settingText)],
    histogramNames.map((name) => {
      const of = (set: (composer: ComparedComposer) => SetComparison): string =>
        fixed(overComposers(composers, set, ({ divergence }) => divergence.get(name) ?? NaN));
      return [
        histogramTexts[name],
        of(({ real }) => real),
        ...settings.map((_, i) => of((composer) => composer.settings[i].comparison)),
      ];
    }),
  );

/** The place of the setting whose samples are inside the real ranges most often. */
const bestSetting = ({ composers, settings }: Comparison): number => {
  const shares = settings.map((_, i) =>
    overComposers(
      composers,
      (composer) => composer.settings[i].comparison,
      ({ inside }) => meanOf(inside),
    ),
  );
  return shares.indexOf(Math.max(...shares));
};

const classifierText = ({ classifier }: Comparison): string => {
  if (!classifier) return '';
  const { unseen, crossValidated } = classifier;
  return (
    `\nThe classifier tells ${crossValidated.size} composers apart by excerpts of 16 bars. Mean over composers: ` +
    `${percent(meanShare(crossValidated))} in a cross-validation by work, ` +
    `${percent(meanShare(unseen))} of the unseen ones; by chance ${percent(1 / crossValidated.size)}.\n`
  );
};

/** The tables, in Markdown that can be read as it is. */
export const comparisonText = (comparison: Comparison): string => {
  const { model, music, bars, samples, begin, seed, settings, tookSeconds } = comparison;
  const best = bestSetting(comparison);
  return (
    `${model} beside ${music}: ${samples} pieces of ${bars} bars for each composer and setting, begun from ` +
    `${begin === 'excerpt' ? 'excerpts' : 'nothing'}, seed ${seed}; ${durationText(tookSeconds)}.\n\n` +
    `${settingsTable(comparison)}${classifierText(comparison)}\n` +
    `By composer, with ${settingText(settings[best])}, the setting with most inside:\n\n` +
    `${composerTable(comparison, best)}\n${statisticsTable(comparison, best)}\n${histogramsTable(comparison)}`
  );
};

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
