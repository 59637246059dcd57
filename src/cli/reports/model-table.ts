import type { ModelFacts, ModelFault } from '../../app/models/model-facts.js';
import type { Playable } from '../../protocol/live-event.js';
import { playableList } from './playable-list.js';

const HEADINGS = ['MODEL', 'KIND', 'NETWORK', 'WEIGHTS', 'FILE', 'LEARNED FROM', 'NATS ON UNSEEN MUSIC'];

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

const count = (n: number, one: string, many = `${one}s`): string => `${whole.format(n)} ${n === 1 ? one : many}`;

const passes = (n: number): string => {
  const text = n.toFixed(1).replace(/[.]0$/, '');
  return `${text} ${text === '1' ? 'pass' : 'passes'}`;
};

const unitOf = ({ kind }: ModelFacts): string => (kind === 'piano' ? 'note' : 'token');

const validationCell = (facts: ModelFacts): string => {
  const { validation } = facts;
  if (validation === null) return 'not measured';
  return `${validation.nats.toFixed(3)} a ${unitOf(facts)}, over ${whole.format(validation.count)}`;
};

const cells = (facts: ModelFacts): string[] => [
  facts.isUnfinished ? `${facts.model} (unfinished)` : facts.model,
  facts.kind,
  `${facts.network.kind.toUpperCase()} ${facts.network.layers} x ${facts.network.units}`,
  compact.format(facts.parameters),
  `${(facts.fileBytes / 1e6).toFixed(1)} MB`,
  [count(facts.training.works, 'work'), count(facts.training.notes, unitOf(facts)), passes(facts.training.passes)].join(
    ', ',
  ),
  validationCell(facts),
];

/** What does not fit into columns. */
const details = ({ validation, training, folder }: ModelFacts): string[] => {
  const fields = Object.entries(validation?.fields ?? {}).map(([name, nats]) => `${name} ${nats.toFixed(3)}`);
  const licence = training.licence === undefined ? [] : [`licence: ${training.licence}`];
  const sources = training.provenance.split('\n').filter((line) => line.trim() !== '');
  return [...(fields.length > 1 ? [fields.join(', ')] : []), ...licence, ...sources, folder];
};

const alignColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
};

const table = (usable: readonly ModelFacts[]): string[] => {
  const [headings, ...rows] = alignColumns([HEADINGS, ...usable.map(cells)]);
  return [headings, ...rows.flatMap((row, i) => [row, ...details(usable[i]).map((line) => `  ${line}`)])];
};

const faultLines = (faults: readonly ModelFault[]): string[] =>
  faults.length === 0 ? [] : ['', 'Not usable:', ...faults.map(({ model, reason }) => `  ${model}: ${reason}`)];

/** What the models' files tell, as a table for people; `folders` is where they were looked for. */
export const modelsText = (
  found: readonly (ModelFacts | ModelFault)[],
  playable: readonly Playable[],
  folders: readonly string[],
  columns: number,
): string => {
  const usable = found.filter((model) => model.usable);
  const faults = found.filter((model) => !model.usable);
  const none = `No usable model in ${folders.join(' or ')}. Train one with: music-lstm-daemon train <composer>`;
  const lines = usable.length > 0 ? [...table(usable), ...playableList(playable, columns)] : [none];
  return [...lines, ...faultLines(faults)].map((line) => `${line}\n`).join('');
};

/** One JSON object, on one line; those that can be used come first. */
export const modelsJson = (found: readonly (ModelFacts | ModelFault)[], playable: readonly Playable[]): string => {
  const models = [...found.filter(({ usable }) => usable), ...found.filter(({ usable }) => !usable)];
  return JSON.stringify({ models, playable });
};
