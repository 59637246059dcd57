import type { Playable } from '../../protocol/live-event.js';
import { knownText } from '../../protocol/view/playable-text.js';

/** Lines of names, as wide as the terminal. */
const wrapped = (names: readonly string[], indent: string, columns: number): readonly string[] =>
  names.reduce<string[]>((lines, name, i) => {
    const word = i < names.length - 1 ? `${name},` : name;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
    return lines;
  }, []);

const INDENT = '    ';

/** The composers of one model, those first that it knows best. */
const linesOf = (model: string, composers: readonly Playable[], columns: number): readonly string[] =>
  ['well', 'fairly', 'a little', 'unknown'].flatMap((known) => {
    const names = composers.filter(({ notes }) => knownText(notes) === known).map(({ name }) => name);
    if (names.length === 0) return [];
    const heading = known === 'unknown' ? `${model} knows` : `${model} knows ${known}`;
    return [`  ${heading} (${names.length}):`, ...wrapped(names, INDENT, columns)];
  });

/** Whoever can be asked for by name, by the models that play them: what pickers, completion and messages offer, too. */
export const playableList = (playable: readonly Playable[], columns: number): readonly string[] => {
  if (playable.length === 0) return [];
  const composers = playable.filter(({ name, model }) => name !== model);
  const own = playable.filter(({ name, model }) => name === model).map(({ name }) => name);
  const models = [...new Set(composers.map(({ model }) => model))];
  return [
    '',
    `Can be played: ${composers.length} composers, and ${own.length} model${own.length === 1 ? '' : 's'} by name (${own.join(', ')})`,
    ...models.flatMap((model) =>
      linesOf(
        model,
        composers.filter((each) => each.model === model),
        columns,
      ),
    ),
  ];
};
