import type { CompletedCommand, Place } from './completion-spec.js';

/** One word of a shell, whatever is in it. */
export const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`;

const wordsAfter = (place: Place): string => {
  switch (place.kind) {
    case 'words':
      return `_music_lstm_words ${place.words.map(quoted).join(' ')}`;
    case 'assignments':
      return `compopt -o nospace; _music_lstm_words ${place.words.map((word) => quoted(`${word}=`)).join(' ')}`;
    case 'models':
      return '_music_lstm_models';
    case 'files':
      return 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))';
    case 'folders':
      return 'compopt -o filenames; COMPREPLY=($(compgen -d -- "$cur"))';
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

const wordCase = ({ path, flags, argument }: CompletedCommand): string[] => {
  const all = flags.flatMap(({ spellings }) => spellings);
  return [
    `    ${quoted(path)})`,
    `      if [[ $cur == -* ]]; then _music_lstm_words ${all.join(' ')}; else ${wordsAfter(argument)}; fi ;;`,
  ];
};

/** The script for bash, 4.4 or newer. */
export const bashCompletion = (program: string, commands: readonly CompletedCommand[]): string => {
  const groups = commands.filter(
    ({ path }) => commands.some((other) => other.path.startsWith(`${path} `)) && path !== '',
  );
  return [
    `# Completion of ${program} for bash: source this file, or keep it as`,
    `# ~/.local/share/bash-completion/completions/${program}`,
    '_music_lstm_words() {',
    '  local word',
    '  for word; do [[ $word == "$cur"* ]] && COMPREPLY+=("$(printf %q "$word")"); done',
    '}',
    '_music_lstm_models() {',
    "  local IFS=$'\\n'",
    `  _music_lstm_words $(${program} models --names 2>/dev/null)`,
    '}',
    '_music_lstm_daemon() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=',
    '  COMPREPLY=()',
    '  ((COMP_CWORD > 1)) && path=${COMP_WORDS[1]}',
    `  case "$path" in ${groups.map(({ path }) => path).join('|')}) ((COMP_CWORD > 2)) && path+=" \${COMP_WORDS[2]}" ;; esac`,
    '  case "$path $prev" in',
    ...commands.flatMap(valueCases),
    '  esac',
    '  case "$path" in',
    ...commands.flatMap(wordCase),
    '  esac',
    '}',
    `complete -F _music_lstm_daemon ${program}`,
    '',
  ].join('\n');
};
