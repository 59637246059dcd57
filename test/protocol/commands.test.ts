import { describe, expect, it } from 'vitest';
import { OWN_KEYS } from '../../src/adapters/dashboard/key-bindings.js';
import { commands as ownCommands } from '../../src/cli/commands.js';
import { buildProgram } from '../../src/cli/program.js';
import { bindableSchema } from '../../src/protocol/binding.js';
import { BOUND_ACTIONS } from '../../src/protocol/bound-action.js';
import { commandSchema } from '../../src/protocol/command.js';
import { commandKinds, commandRows, commandWord, shortcuts } from '../../src/protocol/commands.js';
import { commandProblems } from '../../src/protocol/commands/check-commands.js';
import type { CommandRow, CommandRows, Shortcut } from '../../src/protocol/commands/command-row.js';
import { actionCommand, shortcutCommand } from '../../src/protocol/shortcuts.js';
import { RecordedIo } from '../cli/recorded-io.js';
import { plainSnapshot } from './plain-snapshot.js';

const nothingTaken = { words: [], keys: [] };

/** A row that nothing is wrong with. */
const good: CommandRow = { help: 'Play a fanfare.', access: 'token', commandLine: { examples: [['x', 'y']] } };

const withShortcut = (shortcut: Shortcut, name: string): CommandRow => ({ ...good, shortcuts: { [name]: shortcut } });

describe('the table of commands', () => {
  it('has help for all, and no word, key or button twice, nor one of the program’s other commands or keys', () => {
    const remote = new Set(commandKinds.map(commandWord));
    const program = buildProgram(new RecordedIo(), ownCommands);
    const words = program.commands.map((command) => command.name()).filter((word) => !remote.has(word));
    expect(words).toContain('train');
    expect(commandProblems(commandRows, { words, keys: OWN_KEYS })).toEqual([]);
  });

  it('has only shortcuts that send what the daemon takes, however it stands', () => {
    const states = [true, false].flatMap((on) =>
      (['stopped', 'count-in', 'running'] as const).map((state) => ({
        transport: { state },
        recording: { on },
        adaptation: { on },
        surface: { learning: on ? 'temperature' : null },
        chosen: 'temperature',
      })),
    );
    for (const shortcut of shortcuts) {
      for (const state of states) expect(shortcutCommand(shortcut, state).kind, shortcut.name).toBe(shortcut.kind);
    }
  });

  it('turns round what is on, and gives up what waits', () => {
    const sent = (name: string, change: object) =>
      shortcutCommand(
        shortcuts.find((shortcut) => shortcut.name === name)!,
        {
          ...plainSnapshot,
          chosen: 'temperature',
          ...change,
        },
      );
    expect(sent('record', { recording: { on: true } })).toEqual({ kind: 'record', on: false });
    expect(sent('adapt', { adaptation: { on: false } })).toEqual({ kind: 'adapt', action: 'on' });
    expect(sent('play-pause', { transport: { state: 'running' } })).toEqual({ kind: 'transport', action: 'stop' });
    expect(sent('midi-learn', {})).toEqual({ kind: 'midi-learn', control: 'temperature' });
    expect(sent('midi-learn', { surface: { learning: 'tempo' } })).toEqual({ kind: 'midi-learn', control: null });
  });

  it('says which actions can be mapped to MIDI controllers, by names that settings keep', () => {
    expect(BOUND_ACTIONS).toEqual(expect.arrayContaining(['end', 'like', 'panic', 'start', 'stop', 'tap']));
    expect(BOUND_ACTIONS).not.toContain('record');
    expect(bindableSchema.options).toEqual(expect.arrayContaining([...BOUND_ACTIONS]));
    expect(actionCommand('stop')).toEqual({ kind: 'transport', action: 'stop' });
    expect(actionCommand('end')).toEqual({ kind: 'end' });
  });
});

describe('a table of commands is refused', () => {
  it('only where something is wrong', () => {
    expect(commandProblems({ fanfare: good, drone: good }, nothingTaken)).toEqual([]);
  });

  it.each<[string, CommandRows, RegExp]>([
    ['where a command lacks help', { fanfare: { ...good, help: '' } }, /^fanfare: its help is no sentence$/],
    ['where help is no sentence', { fanfare: { ...good, help: 'fanfare' } }, /^fanfare: its help is no sentence$/],
    ['where its help has no example', { fanfare: { ...good, commandLine: { examples: [] } } }, /no example/],
    [
      'where a field lacks help',
      { fanfare: { ...good, fields: { loud: { type: 'switch', help: '' } } } },
      /^fanfare: its field loud has no help$/,
    ],
    [
      'where a field takes nothing',
      { fanfare: { ...good, fields: { bars: { type: 'integer', min: 2, max: 1, help: 'how many' } } } },
      /takes no value/,
    ],
    [
      'where two share a word',
      { fanfare: good, drone: { ...good, commandLine: { word: 'fanfare', examples: [['x', 'y']] } } },
      /^fanfare and drone share the word "fanfare"$/,
    ],
    [
      'where a word is one that another had',
      { fanfare: good, drone: { ...good, commandLine: { formerly: ['fanfare'], examples: [['x', 'y']] } } },
      /share the word "fanfare"$/,
    ],
    ['where a word is taken', { train: good }, /^another and train share the word "train"$/],
    ['where a key is taken', { fanfare: withShortcut({ key: 'q' }, 'fanfare') }, /^another and fanfare share the key/],
    [
      'where two share a key',
      { fanfare: withShortcut({ key: 'f' }, 'one'), drone: withShortcut({ key: 'f' }, 'two') },
      /^fanfare and drone share the key "f"$/,
    ],
    [
      'where two share a button',
      { fanfare: withShortcut({ button: 'Go' }, 'one'), drone: withShortcut({ button: 'Go' }, 'two') },
      /^fanfare and drone share the button "Go"$/,
    ],
    [
      'where two are mapped by one name',
      { fanfare: withShortcut({ key: 'f' }, 'go'), drone: withShortcut({ key: 'd' }, 'go') },
      /^fanfare and drone share the name "go"$/,
    ],
    ['where a shortcut leads nowhere', { fanfare: withShortcut({}, 'go') }, /neither key nor button/],
    [
      'where a mapped action goes by how things stand',
      { fanfare: withShortcut({ isMappable: true, fields: () => ({}) }, 'go') },
      /must always be the same/,
    ],
  ])('%s', (_why, rows, problem) => {
    const problems = commandProblems(rows, { words: ['train'], keys: ['q'] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });
});

describe('the schema of commands', () => {
  it('is made of the rows: ranges, words, what may be left out and what may be null', () => {
    const takes = (command: object): boolean => commandSchema.safeParse(command).success;
    expect([{ kind: 'end' }, { kind: 'end', bars: 64 }, { kind: 'midi-learn', control: null }].map(takes)).toEqual([
      true,
      true,
      true,
    ]);
    const wrong = [
      { kind: 'end', bars: 65 },
      { kind: 'end', bars: 1.5 },
      { kind: 'end', bars: undefined },
      { kind: 'ramp', bpm: 90 },
      { kind: 'transport', action: 'rewind' },
      { kind: 'midi-unlearn', control: null },
      { kind: 'knob', channel: 0, controller: 64, value: 1 },
      { kind: 'panic', now: true },
    ];
    expect(wrong.filter(takes)).toEqual([]);
  });

  it('names the command that there is not', () => {
    const problems = [{ kind: 'fly' }, {}].map((command) => commandSchema.safeParse(command).error?.issues[0]?.message);
    expect(problems).toEqual(['there is no command "fly"', 'a command has a kind, e.g. {"kind": "panic"}']);
  });
});
