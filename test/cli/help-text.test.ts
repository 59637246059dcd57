import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { buildProgram } from '../../src/cli/program.js';
import { runCli } from '../../src/cli/run-cli.js';
import { RecordedIo } from './recorded-io.js';

const program = (): Command => buildProgram(new RecordedIo(), commands);

/** Words of a line as a shell would split it, without the quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_quoted, single?: string, double?: string) => single ?? double ?? ''),
  );

const EXAMPLE = /^ {2}music-lstm-daemon (.+)$/gm;

/** The command lines in a command's help. */
const examplesOf = async (name: string): Promise<readonly string[]> => {
  const io = new RecordedIo();
  expect(await runCli([name, '--help'], io, commands)).toBe(0);
  const [, examples = ''] = io.out.split('\nExamples:\n');
  return [...examples.matchAll(EXAMPLE)].map(([, line]) => line);
};

const names = program().commands.map((command) => command.name());

describe('the help', () => {
  it.each(names)('of %s has examples, of options that there are, with values that they take', async (name) => {
    const examples = await examplesOf(name);
    expect(examples).not.toEqual([]);
    for (const line of examples) {
      let ran = '';
      const fresh = program();
      const all = fresh.commands.flatMap((command) => [command, ...command.commands]);
      for (const command of all)
        command.action(() => void (ran = command.parent?.name() === 'config' ? 'config' : command.name()));
      await fresh.parseAsync(wordsOf(line.replace(/ > .*/, '')), { from: 'user' });
      expect(ran, line).toBe(name);
    }
  });

  it.each([
    [['--help']],
    [['start', '--help']],
    [['config', 'set', '--help']],
    [['train', '--help']],
    [['export', '--help']],
  ])('of %j fits 80 columns, but for lines to be copied', async (args) => {
    const io = Object.assign(new RecordedIo(), { columns: 80 });
    expect(await runCli(args, io, commands)).toBe(0);
    const wide = io.out.split('\n').filter((line) => line.length > 80);
    expect(wide.filter((line) => !line.startsWith('  music-lstm-daemon '))).toEqual([]);
  });
});
