import { format, resolveConfig } from 'prettier';
import { commandKinds, commandRows } from '../src/protocol/commands.js';
import type { Field } from '../src/protocol/commands/command-row.js';
import { eventTable } from '../src/protocol/event-table.js';

const accessText = {
  watch: 'anybody who watches',
  token: 'whoever has the token',
  local: 'this machine alone',
} as const;

const asCode = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** What a field takes: `bars` (1–64; default: 8). */
const fieldText = (name: string, field: Field): string => {
  const range = 'min' in field ? `${field.min}–${field.max}` : '';
  const words = 'of' in field ? asCode(field.of) : '';
  const limits = [range, words, field.ifLeftOut ?? '', field.ifNull === undefined ? '' : `null ${field.ifNull}`]
    .filter((text) => text !== '')
    .join('; ');
  return limits === '' ? `\`${name}\`` : `\`${name}\` (${limits})`;
};

const commandTable = (): string => {
  const rows = commandKinds.map((kind) => {
    const { help, remark, access, fields = {}, answers } = commandRows[kind];
    const takes = Object.entries(fields).map(([name, field]) => fieldText(name, field));
    const does = [help, ...(remark === undefined ? [] : [`${remark}.`]), ...(answers ? [`Answers ${answers}.`] : [])];
    return `| \`${kind}\` | ${takes.join(', ')} | ${accessText[access]} | ${does.join(' ')} |`;
  });
  return ['| `kind` | fields | who may | does |', '| --- | --- | --- | --- |', ...rows].join('\n');
};

const eventsTable = (): string => {
  const rows = Object.entries(eventTable).map(([kind, { holds }]) => `| \`${kind}\` | ${holds} |`);
  return ['| `kind` | holds |', '| --- | --- |', ...rows].join('\n');
};

/** A text with the one table of a section replaced. */
const withTable = (text: string, heading: string, table: string): string =>
  text
    .split(/^(?=## )/m)
    .map((part) => (part.startsWith(`## ${heading}`) ? part.replace(/(?:^\|.*\n)+/m, `${table}\n`) : part))
    .join('');

/** docs/protocol.md as it is, but with the tables that the source makes, as prettier formats it. */
export const protocolDocument = async (file: string, text: string): Promise<string> => {
  const made = withTable(withTable(text, 'Requests', commandTable()), 'Events', eventsTable());
  return format(made, { ...(await resolveConfig(file)), filepath: file });
};
