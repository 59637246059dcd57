import type { ListenerComparison } from '../../app/compare/machine-listener.js';
import type { Hearing } from '../../training/quality/listener/excerpt-features.js';
import type { FeatureRow, Listening } from '../../training/quality/listener/listen.js';
import type { ListenerReport } from '../../training/quality/listener/listener-report.js';
import type { Auc, Verdict } from '../../training/quality/listener/two-sample-test.js';
import { durationText } from '../../shared/duration-text.js';
import { markdownTable } from './markdown-table.js';

/** Figures that written music should have as real music has them, within a quarter. */
const wanted = [
  'semitone clashes',
  'whole-tone clashes',
  'pitch classes a bar',
  'longest run of one chord',
  'repeated chords',
  'melody: repeated notes',
  'bars like the one 8 before',
  'bars like the best earlier bar',
  'entropy of waits, nats',
  'entropy of lengths, nats',
  'share of triplet waits',
  'melodic steps',
  'melodic leaps',
  'empty bars',
  'mean velocity',
  'spread of velocities',
  'distinct velocities',
];

/** Figures of form and rhythm from the literature, for reading. */
const formFigures = [
  'grooving pattern similarity',
  'pitch-class entropy of a bar, nats',
  'pitch-class entropy, nats',
  'structureness',
  ...[1, 2, 3, 4, 8].map((distance) => `bars like the one ${distance} before`),
  'bars like the best earlier bar, in any key',
  'cadences in 16 bars',
];

const CLOSE = 0.25;
const MOST_TELLING = 20;

const aucText = (auc: Auc | undefined): string =>
  auc === undefined || Number.isNaN(auc.value) ? '–' : `${auc.value.toFixed(3)} ± ${auc.error.toFixed(3)}`;

const verdictCells = (verdict: Verdict | undefined): string[] => [aucText(verdict?.linear), aucText(verdict?.boosted)];

const countText = (listening: Listening | undefined): string =>
  listening ? `${listening.written.pieces} / ${listening.real.pieces}` : '–';

const verdictTable = ({ written, groups, floors }: ListenerReport): string =>
  markdownTable(
    ['AUC', 'notes: linear', 'boosted', 'with expression: linear', 'boosted', 'pieces: written / real'],
    [
      ...[{ name: 'written', written }, ...groups].map(({ name, written: found }) => [
        name,
        ...verdictCells(found.notes?.verdict),
        ...verdictCells(found.expression?.verdict),
        countText(found.notes),
      ]),
      ...(
        [
          ['real: other works by the same composers', floors.otherWorks],
          ['real: through the encoder and back', floors.roundTrip],
          ['real: works by other composers', floors.otherComposers],
        ] as const
      ).map(([name, found]) => [name, ...verdictCells(found.notes), ...verdictCells(found.expression), '–']),
    ],
  );

const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

/** Ends are judged by what they should reach, not by the music beside them. */
const GOOD_ENDS = 0.7;

const isClose = ({ real, written }: FeatureRow): boolean => Math.abs(written - real) <= CLOSE * Math.abs(real);

const ratioText = ({ real, written }: FeatureRow): string => (real === 0 ? '–' : (written / real).toFixed(2));

const featureCells = (row: FeatureRow): string[] => [
  row.name,
  figure(row.real),
  figure(row.written),
  ratioText(row),
  figure(row.auc),
];

const headings = ['real', 'written', 'written / real', 'AUC alone'];

/** The rows of some names, from the listening that has them. */
const rowsOf = ({ written }: ListenerReport, names: readonly string[]): FeatureRow[] =>
  names.flatMap((name) => {
    const of = (hearing: Hearing) => written[hearing]?.features.find((row) => row.name === name);
    return of('notes') ?? of('expression') ?? [];
  });

/** A figure, and whether it is as it should be. */
interface JudgedRow {
  readonly row: FeatureRow;
  readonly isGood: boolean;
}

const wantedTable = (rows: readonly JudgedRow[]): string =>
  markdownTable(
    ['figure', ...headings, 'within 25 %; ends at least 0.7'],
    rows.map(({ row, isGood }) => [...featureCells(row), isGood ? 'yes' : 'no']),
  );

const endRows = ({ ends: { real, written } }: ListenerReport) => [
  { name: 'pieces that end with the keynote in the bass', real: real.onTonic, written: written.onTonic, auc: NaN },
  { name: 'pieces that end with a long note', real: real.longLast, written: written.longLast, auc: NaN },
];

const quotationTable = ({ originality: { written, self } }: ListenerReport): string =>
  markdownTable(
    ['notes in a row as in one of the composer’s works', 'pieces', 'mean of the longest', 'over 12', 'over 16'],
    (
      [
        ['written', written],
        ['real, in their other works', self],
      ] as const
    ).map(([name, found]) => [
      name,
      String(found.pieces),
      found.meanRun.toFixed(1),
      `${(100 * found.over12).toFixed(0)} %`,
      `${(100 * found.over16).toFixed(0)} %`,
    ]),
  );

const tellingTable = (listening: Listening | undefined): string =>
  markdownTable(
    ['what gives it away', ...headings],
    (listening?.features ?? []).slice(0, MOST_TELLING).map(featureCells),
  );

/** The tables in Markdown. */
export const listenerText = (comparison: ListenerComparison): string => {
  const { written, music, keptAside, report, tookSeconds } = comparison;
  const rows = [
    ...rowsOf(report, wanted).map((row) => ({ row, isGood: isClose(row) })),
    ...endRows(report).map((row) => ({ row, isGood: row.written >= GOOD_ENDS })),
  ];
  return (
    `The machine listener on ${written} beside ${music} (${keptAside} of the real pieces kept aside in training); ` +
    `${durationText(tookSeconds)}.\n\n${verdictTable(report)}\n` +
    `As real music has it: ${rows.filter(({ isGood }) => isGood).length} of ${rows.length}.\n\n${wantedTable(rows)}\n` +
    `${markdownTable(['form and rhythm', ...headings], rowsOf(report, formFigures).map(featureCells))}\n` +
    `${quotationTable(report)}\n` +
    `Notes only:\n\n${tellingTable(report.written.notes)}\nWith expression:\n\n${tellingTable(report.written.expression)}`
  );
};

/** One JSON object, on one line. */
export const listenerJson = ({ report, tookSeconds, ...facts }: ListenerComparison): string =>
  JSON.stringify({ ...facts, ...report, tookSeconds });
