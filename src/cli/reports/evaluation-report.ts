import type { DynamicScores, Evaluation, Listening, ListeningScores } from '../../app/evaluate/evaluation.js';
import type { MusicKind } from '../../composer/models/model-kind.js';
import type { FieldScores } from '../../training/evaluation/field-scores.js';

/** In the order of the table; `what` of a note is its pitch. Those after `total` are not in the figure. */
const rows: Readonly<Record<MusicKind, readonly string[]>> = {
  piano: ['wait', 'what', 'duration', 'velocity', 'total', 'tempo', 'pedal', 'who'],
  chorale: ['total'],
};

const publicName = (field: string): string => (field === 'what' ? 'pitch' : field);

const publicFields = ({ fields }: FieldScores): Record<string, number> =>
  Object.fromEntries(Object.entries(fields).map(([name, nats]) => [publicName(name), nats]));

const whole = new Intl.NumberFormat('en-US');

const listeningFigures = (scores: ListeningScores, figures: (of: FieldScores) => object): Record<string, object> =>
  Object.fromEntries(Object.entries(scores).map(([way, of]) => [way, { notes: of.notes, ...figures(of) }]));

/** One JSON object, on one line. */
export const evaluationJson = (evaluation: Evaluation): string => {
  const { kind, scores, composers, baselines, listening, dynamic, seenInTraining, rejected, ...facts } = evaluation;
  const perUnit = kind === 'piano' ? 'natsPerNote' : 'natsPerToken';
  const figures = (of: FieldScores) => ({ [perUnit]: of.natsPerNote, fields: publicFields(of) });
  return JSON.stringify({
    ...facts,
    kind,
    [kind === 'piano' ? 'notes' : 'tokens']: scores.notes,
    ...figures(scores),
    ...(composers.size > 1
      ? {
          composers: Object.fromEntries(
            [...composers].map(([name, of]) => [name, { notes: of.notes, ...figures(of) }]),
          ),
        }
      : {}),
    baselines:
      typeof baselines === 'string'
        ? null
        : { unigram: figures(baselines.unigram), markov: figures(baselines.markov), source: baselines.source },
    ...(listening
      ? {
          ...(listening.hand ? { listening: listeningFigures(listening.hand, figures) } : {}),
          ...(listening.voice ? { voice: listeningFigures(listening.voice, figures) } : {}),
        }
      : {}),
    ...(dynamic ? { dynamic: { ...dynamic, fixed: figures(dynamic.fixed), learning: figures(dynamic.learning) } } : {}),
    ...(kind === 'piano' ? { seenInTraining, rejected } : {}),
  });
};

const cell = (scores: FieldScores, row: string): string =>
  (row === 'total' ? scores.natsPerNote : (scores.fields[row] ?? 0)).toFixed(3);

interface Column {
  readonly heading: string;
  readonly scores: FieldScores;
}

const table = ({ model, kind, scores, baselines }: Evaluation): string[] =>
  tableOf(kind, [
    { heading: model, scores },
    ...(typeof baselines === 'string'
      ? []
      : [
          { heading: 'unigram', scores: baselines.unigram },
          { heading: 'order-2 Markov', scores: baselines.markov },
        ]),
  ]);

const tableOf = (kind: MusicKind, columns: readonly Column[]): string[] => {
  const total = kind === 'piano' ? 'nats a note' : 'nats a token';
  const names = rows[kind].map((row) => (row === 'total' ? total : `  ${publicName(row)}`));
  const margin = Math.max(...names.map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(margin), ...cells.map((text, i) => text.padStart(columns[i].heading.length))].join('   ');
  return [
    line(
      '',
      columns.map(({ heading }) => heading),
    ),
    ...rows[kind].map((row, i) =>
      line(
        names[i],
        columns.map((column) => cell(column.scores, row)),
      ),
    ),
  ];
};

const comparison = (scores: FieldScores, others: FieldScores): string => {
  const percent = (1 - scores.natsPerNote / others.natsPerNote) * 100;
  return `${Math.abs(percent).toFixed(1)} % ${percent < 0 ? 'more' : 'less'}`;
};

/** Each composer's own figure, the one with most notes first. */
const composerLines = (composers: ReadonlyMap<string, FieldScores>): string[] => [
  '',
  'By composer:',
  ...[...composers]
    .sort(([, a], [, b]) => b.notes - a.notes)
    .map(([name, { notes, natsPerNote }]) => `  ${natsPerNote.toFixed(3)}  ${name} (${whole.format(notes)} notes)`),
  '',
];

const waysOf = (part: string, { exact, humanised, shuffled, alone }: ListeningScores): string[] => {
  const ways = [
    [`with the ${part} as written`, exact],
    [`with the ${part} as people play`, humanised],
    [`with the ${part} of elsewhere`, shuffled],
    ['without it', alone],
  ] as const;
  const margin = Math.max(...ways.map(([name]) => name.length));
  return ways.map(([name, of]) => `  ${name.padEnd(margin)}   ${of.natsPerNote.toFixed(3)}`);
};

/** In words: how well the daemon's part is foreseen beside the player's. */
const listeningLines = ({ hand, voice }: Listening): string[] => [
  ...(hand ? ['', "One hand is a player's; nats a note of the other one:", ...waysOf("player's hand", hand)] : []),
  ...(voice
    ? [
        '',
        `The voice of songs is a player's; nats a note of the piano, ${whole.format(voice.exact.notes)} notes:`,
        ...waysOf('voice', voice),
      ]
    : []),
];

/** What learning on the way gains. */
const dynamicLines = ({ works, fixed, learning }: DynamicScores): string[] => [
  '',
  `Learning from each work as it goes on (${whole.format(works)} work${works === 1 ? '' : 's'}, ${whole.format(learning.notes)} notes):`,
  '',
  ...tableOf('piano', [
    { heading: 'as trained', scores: fixed },
    { heading: 'learning', scores: learning },
  ]),
  '',
  `${comparison(learning, fixed)} than as trained.`,
];

/** The table and what must be known to read it. */
export const evaluationText = (evaluation: Evaluation): string => {
  const { kind, music, works, scores, composers, baselines, listening, dynamic } = evaluation;
  const what = kind === 'piano' ? 'note' : 'token';
  const besides = kind === 'piano' ? '; tempo, pedal and who are not in the figure' : '';
  return [
    `${music}: ${whole.format(works)} work${works === 1 ? '' : 's'}, ${whole.format(scores.notes)} ${what}s`,
    '',
    ...table(evaluation),
    '',
    `Nats per ${what}: lower is better${besides}.`,
    ...(composers.size > 1 ? composerLines(composers) : []),
    ...(typeof baselines === 'string'
      ? []
      : [
          `${comparison(scores, baselines.markov)} than the Markov baseline. ` +
            `The baselines learned from ${baselines.source}.`,
        ]),
    ...(listening ? listeningLines(listening) : []),
    ...(dynamic ? dynamicLines(dynamic) : []),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
};
