import { quoted } from './bash-completion.js';
import type { CompletedCommand, Place } from './completion-spec.js';

/** An entry of `_describe`: a word and, behind a colon, what it is. */
const described = (word: string, description: string): string =>
  quoted(`${word.replace(/:/g, '\\:')}:${description.replace(/[:\n]/g, ' ')}`);

const wordsAfter = (place: Place): string => {
  switch (place.kind) {
    case 'words':
      return `compadd -- ${place.words.map(quoted).join(' ')}`;
    case 'assignments':
      return `compadd -S '' -- ${place.words.map((word) => quoted(`${word}=`)).join(' ')}`;
    case 'models':
      return '_music_lstm_models';
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'anything':
      return ':';
  }
};

const valueCases = ({ path, flags }: CompletedCommand): string[] =>
  flags.flatMap(({ spellings, value }) =>
    value
      ? [`    ${spellings.map((flag) => quoted(`${path} ${flag}`)).join('|')}) ${wordsAfter(value)}; return ;;`]
      : [],
  );

const wordCase = (command: CompletedCommand, commands: readonly CompletedCommand[]): string[] => {
  const { path, flags, argument } = command;
  const prefix = path === '' ? '' : `${path} `;
  const children = commands.filter((other) => other.path !== '' && other.path.startsWith(prefix) && other !== command);
  const own = children.filter((child) => !child.path.slice(prefix.length).includes(' '));
  const entries = own.map((child) => described(child.path.slice(prefix.length), child.description));
  const flagEntries = flags.flatMap(({ spellings, description }) =>
    spellings.map((spelling) => described(spelling, description)),
  );
  const first = own.length > 0 ? `entries=(${entries.join(' ')}); _describe command entries` : wordsAfter(argument);
  return [
    `    ${quoted(path)})`,
    `      if [[ $PREFIX == -* ]]; then entries=(${flagEntries.join(' ')}); _describe option entries`,
    `      else ${first}; fi ;;`,
  ];
};

/** The script for zsh, 5 or newer. */
export const zshCompletion = (program: string, commands: readonly CompletedCommand[]): string => {
  const groups = commands.filter(
    ({ path }) => path !== '' && commands.some((other) => other.path.startsWith(`${path} `)),
  );
  return [
    `#compdef ${program}`,
    `# Completion of ${program} for zsh: keep it as _${program} in a folder of $fpath, or source it after compinit.`,
    '_music_lstm_models() {',
    `  local -a names=("\${(@f)$(${program} models --names 2>/dev/null)}")`,
    '  compadd -- $names',
    '}',
    '_music_lstm_daemon() {',
    '  local cmd= prev=${words[CURRENT-1]}',
    '  local -a entries',
    '  ((CURRENT > 2)) && cmd=${words[2]}',
    `  case "$cmd" in ${groups.map(({ path }) => path).join('|')}) ((CURRENT > 3)) && cmd+=" \${words[3]}" ;; esac`,
    '  case "$cmd $prev" in',
    ...commands.flatMap(valueCases),
    '  esac',
    '  case "$cmd" in',
    ...commands.flatMap((command) => wordCase(command, commands)),
    '  esac',
    '}',
    `compdef _music_lstm_daemon ${program}`,
    '',
  ].join('\n');
};
