import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN, eventually } from './running-daemon.js';
import { Terminal, hasTmux } from './tmux.js';

const PROGRAM = 'music-lstm-daemon';
let folder = '';
let terminal: Terminal | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'completion-'));
  mkdirSync(path.join(folder, 'bin'));
  const command = path.join(folder, 'bin', PROGRAM);
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(command, 0o755);
});
afterEach(async () => {
  terminal?.close();
  // a shell that ends may still be writing its history
  await eventually(
    () =>
      rm(folder, { recursive: true, force: true }).then(
        () => true,
        () => undefined,
      ),
    'it is gone',
  );
});

/** How each shell begins with nothing of the user's, and how it takes a script over. */
const shells = [
  { shell: 'bash', start: ['bash', '--norc', '--noprofile', '-i'], first: "PS1='> '; source ./script" },
  {
    shell: 'zsh',
    start: ['zsh', '-f', '-i'],
    first: "PS1='> '; autoload -U compinit; compinit -D; source ./script",
  },
  {
    shell: 'fish',
    start: ['fish', '--no-config', '-i'],
    first: "function fish_prompt; echo -n '> '; end; source ./script",
  },
];

describe.each(shells)('completion in $shell', ({ shell, start, first }) => {
  const isThere = hasTmux && existsSync(MAIN) && spawnSync(shell, ['--version']).status === 0;

  const open = (): Terminal => {
    const script = spawnSync(process.execPath, [MAIN, 'completion', shell], { encoding: 'utf8' });
    expect(script.status).toBe(0);
    writeFileSync(path.join(folder, 'script'), script.stdout);
    const env = { PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`, HOME: folder, TERM: 'screen' };
    const words = ['sh', '-c', `cd '${folder}' && exec ${start.map((word) => `'${word}'`).join(' ')}`];
    return (terminal = new Terminal(shell, 100, 30, words, env));
  };

  const line = (text: string, more: string) => (lines: readonly string[]) =>
    lines.some((now) => now.includes(`> ${PROGRAM} ${text}${more}`));

  it.skipIf(!isThere)(
    `completes commands, options, words and models (needs tmux, ${shell} and the build)`,
    async () => {
      const now = open();
      await now.until((lines) => lines.some((text) => /[>$%#] *$/.test(text)), 'the shell waits');
      now.press(first, 'Enter', 'C-l');
      await now.until(
        (lines) =>
          lines
            .filter((text) => text !== '')
            .join('\n')
            .trimEnd() === '>',
        'it is ready',
      );
      const cases = [
        ['dash', 'board '],
        ['start --answer-a', 't '],
        ['start --mode du', 'et '],
        ['start Chop', 'in '],
        ['transport conti', 'nue '],
        ['config ge', 't '],
        ['config get web.po', 'rt '],
        ['midi-learn temperat', 'ure '],
      ];
      for (const [typed, more] of cases) {
        now.press(`${PROGRAM} ${typed}`, 'Tab');
        await now.until(line(typed ?? '', more?.trimEnd() ?? ''), `"${typed}" is completed by "${more}"`);
        now.press('C-u');
        await now.until((lines) => !lines.some((text) => text.includes(PROGRAM)), 'the line is empty again');
      }
      now.press(`${PROGRAM} set tempera`, 'Tab', '9');
      await now.until(line('set temperature=', '9'), 'a control waits for its value');
    },
  );
});
