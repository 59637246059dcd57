import type { CompletedCommand, CompletedFlag, Place } from './completion-spec.js';

/** Fish takes a backslash before a quote or a backslash, and nothing else, in single quotes. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const wordsOf = (place: Place, program: string): string => {
  switch (place.kind) {
    case 'words':
      return `-x -a ${quoted(place.words.map((word) => word.replace(/[ #]/g, '\\$&')).join(' '))}`;
    case 'assignments':
      return `-x -a ${quoted(place.words.map((word) => `${word}=`).join(' '))}`;
    case 'models':
      return `-x -a ${quoted(`(${program} models --names 2>/dev/null)`)}`;
    case 'files':
      return '-r -F';
    case 'folders':
      return `-x -a ${quoted('(__fish_complete_directories)')}`;
    case 'anything':
      return '-x';
  }
};

/** Whether the words so far lead to a command, as a condition of fish. */
const conditionOf = (path: string, isGroup: boolean): string => {
  if (path === '') return '__fish_use_subcommand';
  const seen = path
    .split(' ')
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join('; and ');
  return isGroup ? `${seen}; and test (count (commandline -poc)) -eq 2` : seen;
};

const flagLine = (start: string, { spellings, description, value }: CompletedFlag, program: string): string => {
  const names = spellings.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [start, ...names, ...(value ? [wordsOf(value, program)] : []), `-d ${quoted(description)}`].join(' ');
};

const commandLines = (command: CompletedCommand, commands: readonly CompletedCommand[], program: string): string[] => {
  const { path, flags, argument } = command;
  const prefix = path === '' ? '' : `${path} `;
  const children = commands.filter(
    (other) => other !== command && other.path.startsWith(prefix) && !other.path.slice(prefix.length).includes(' '),
  );
  const start = `complete -c ${program} -n ${quoted(conditionOf(path, children.length > 0))}`;
  const own =
    children.length > 0
      ? children.map(
          (child) => `${start} -x -a ${quoted(child.path.slice(prefix.length))} -d ${quoted(child.description)}`,
        )
      : [`${start} ${wordsOf(argument, program)}`];
  return [...own, ...flags.map((flag) => flagLine(start, flag, program))];
};

/** The script for fish, 3 or newer. */
export const fishCompletion = (program: string, commands: readonly CompletedCommand[]): string =>
  [
    `# Completion of ${program} for fish: keep it as ~/.config/fish/completions/${program}.fish`,
    `complete -c ${program} -f`,
    ...commands.flatMap((command) => commandLines(command, commands, program)),
    '',
  ].join('\n');
