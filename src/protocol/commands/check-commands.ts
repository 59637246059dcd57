import { ACCESS, type CommandRow, type CommandRows, type Shortcut } from './command-row.js';

/** Words of the command line and keys of the dashboard that others have already. */
export interface TakenNames {
  readonly words: readonly string[];
  readonly keys: readonly string[];
}

interface Named {
  readonly name: string;
  readonly of: string;
}

const duplicates = (what: string, named: readonly Named[]): readonly string[] =>
  named.flatMap(({ name, of }, i) => {
    const before = named.slice(0, i).find((other) => other.name === name);
    return before ? [`${before.of} and ${of} share the ${what} "${name}"`] : [];
  });

const isSentence = (text: string): boolean => /^\S.*[.]$/.test(text);

const fieldProblems = (kind: string, { fields = {} }: CommandRow): readonly string[] =>
  Object.entries(fields).flatMap(([name, field], i, all) => [
    ...(field.help.trim() === '' ? [`${kind}: its field ${name} has no help`] : []),
    ...('min' in field && field.min > field.max ? [`${kind}: its field ${name} takes no value`] : []),
    ...(field.ifLeftOut !== undefined && i < all.length - 1 ? [`${kind}: only its last field may be left out`] : []),
  ]);

const shortcutProblems = (kind: string, name: string, shortcut: Shortcut): readonly string[] => [
  ...(shortcut.key === undefined && shortcut.button === undefined && !shortcut.isMappable
    ? [`${kind}: its shortcut ${name} has neither key nor button, nor can it be mapped`]
    : []),
  ...(shortcut.isMappable && typeof shortcut.fields === 'function'
    ? [`${kind}: its shortcut ${name} is mapped, so its fields must always be the same`]
    : []),
];

const rowProblems = (kind: string, row: CommandRow): readonly string[] => [
  ...(isSentence(row.help) ? [] : [`${kind}: its help is no sentence`]),
  ...(ACCESS.includes(row.access) ? [] : [`${kind}: nobody is said to have access`]),
  ...(row.commandLine?.examples.length === 0 ? [`${kind}: its help has no example`] : []),
  ...fieldProblems(kind, row),
  ...Object.entries(row.shortcuts ?? {}).flatMap(([name, shortcut]) => shortcutProblems(kind, name, shortcut)),
];

const wordsOf = ([kind, { commandLine }]: readonly [string, CommandRow]): readonly Named[] =>
  commandLine ? [commandLine.word ?? kind, ...(commandLine.formerly ?? [])].map((name) => ({ name, of: kind })) : [];

/** What is wrong with a table of commands, one line each: help that lacks, names that two have. */
export const commandProblems = (rows: CommandRows, taken: TakenNames): readonly string[] => {
  const all = Object.entries<CommandRow>(rows);
  const shortcuts = all.flatMap(([kind, row]) =>
    Object.entries<Shortcut>(row.shortcuts ?? {}).map(([name, shortcut]) => ({ name, of: kind, ...shortcut })),
  );
  const others = (names: readonly string[]): readonly Named[] => names.map((name) => ({ name, of: 'another' }));
  const keys = shortcuts.flatMap(({ key, of }) => (key === undefined ? [] : [{ name: key, of }]));
  const buttons = shortcuts.flatMap(({ button, of }) => (button === undefined ? [] : [{ name: button, of }]));
  return [
    ...all.flatMap(([kind, row]) => rowProblems(kind, row)),
    ...duplicates('word', [...others(taken.words), ...all.flatMap(wordsOf)]),
    ...duplicates('key', [...others(taken.keys), ...keys]),
    ...duplicates('button', buttons),
    ...duplicates('name', shortcuts),
  ];
};
