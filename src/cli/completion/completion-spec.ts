import type { Command, Option } from 'commander';
import { CONTROL_NAMES } from '../../protocol/controls/control-declarations.js';
import { spokenName } from '../../protocol/controls/control-names.js';
import { offeredWords } from '../../protocol/controls/control-text.js';
import { settingLeaves } from '../../protocol/settings.js';
import { ControlOption } from '../control-options.js';

/** What may stand in a place: one of some words, a model's name, a file, a folder, or anything. */
export type Place =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'assignments'; readonly words: readonly string[] }
  | { readonly kind: 'models' | 'files' | 'folders' | 'anything' };

/** A flag of a command, in all its spellings. */
export interface CompletedFlag {
  readonly spellings: readonly string[];
  readonly description: string;
  /** What follows it; undefined for a switch. */
  readonly value?: Place;
}

/** A command by the words that lead to it, e.g. `config get`. */
export interface CompletedCommand {
  readonly path: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** What its first and further words are. */
  readonly argument: Place;
}

const words = (list: readonly string[]): Place => ({ kind: 'words', words: list });

/** What arguments take whose names alone do not tell. */
const known: Readonly<Record<string, Place>> = {
  composer: { kind: 'models' },
  model: { kind: 'models' },
  'control=value': { kind: 'assignments', words: CONTROL_NAMES.map(spokenName) },
  key: words([...settingLeaves.keys()]),
};

/** Names of values that are places in the file system. */
const placeOf = (name: string): Place => {
  if (/folder/.test(name)) return { kind: 'folders' };
  return /file|path|session|music|[.]mid|[.]sf/.test(name) ? { kind: 'files' } : { kind: 'anything' };
};

const valueOf = (option: Option): Place | undefined => {
  const value = /[<[](.+?)[>\]]/.exec(option.flags)?.[1];
  if (value === undefined) return undefined;
  if (option instanceof ControlOption) return words(offeredWords(option.control));
  return option.argChoices ? words(option.argChoices) : placeOf(value);
};

const flagOf = (option: Option): CompletedFlag => {
  const spellings = [option.long, option.short].filter((spelling) => typeof spelling === 'string');
  const value = valueOf(option);
  return { spellings, description: option.description, ...(value ? { value } : {}) };
};

const argumentOf = (command: Command): Place => {
  const first = command.registeredArguments.at(0);
  if (!first) return { kind: 'anything' };
  if (first.argChoices) return words(first.argChoices);
  return known[first.name()] ?? placeOf(first.name());
};

/** All that can be completed, read off the commands themselves; the program as a whole is the path ''. */
export const completionOf = (program: Command): readonly CompletedCommand[] => {
  const found: CompletedCommand[] = [];
  const visit = (command: Command, path: string): void => {
    const help: CompletedFlag = { spellings: ['--help', '-h'], description: 'show this help' };
    const flags = [...command.options.map(flagOf), help];
    const names = command.commands.map((child) => child.name());
    const argument = names.length > 0 ? words(names) : argumentOf(command);
    found.push({ path, description: command.description(), flags, argument });
    for (const child of command.commands) visit(child, `${path} ${child.name()}`.trim());
  };
  visit(program, '');
  return found;
};
