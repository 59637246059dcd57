import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'vitest';
import { MAIN, RunningDaemon } from './running-daemon.js';
import { Terminal, hasTmux } from './tmux.js';

let daemon: RunningDaemon;
let terminal: Terminal | undefined;
beforeEach(() => {
  daemon = new RunningDaemon();
});
afterEach(async () => {
  terminal?.close();
  await daemon.close();
});

const open = (columns: number, rows: number): Terminal => {
  const env = { ...daemon.env, TERM: 'tmux-256color' };
  terminal = new Terminal('keys', columns, rows, [process.execPath, MAIN, 'dashboard'], env);
  return terminal;
};

const shows =
  (pattern: RegExp) =>
  (lines: readonly string[]): boolean =>
    pattern.test(lines.join('\n'));

describe.skipIf(!hasTmux || !existsSync(MAIN))('keys of the dashboard (needs tmux and the build)', () => {
  it('lets presses add up, says what comes at the next bar, and finds composers by name', async () => {
    await daemon.start('--no-auto-start');
    const { composers, controls } = await daemon.status();
    const shown = open(100, 24);
    await shown.until(shows(/composer {4}Chopin/), 'it shows the controls');
    shown.press('n', 'n', 'n');
    const third = composers[composers.indexOf(controls.composer) + 3];
    await daemon.until((now) => now.controls.composer === third, 'three presses have moved three composers on');
    shown.press('/', 'j', 'o', 'p');
    await shown.until(shows(/\/ jop_[^]* Joplin +base knows/), 'the list is narrowed to one');
    shown.press('Enter');
    await shown.until(shows(/composer: Joplin, from the next bar line/), 'it says what will happen');
    await daemon.until((now) => now.controls.composer === 'Joplin', 'Joplin plays');
    shown.press('Down', 'Down', 'Down', 'Down', 'Enter', '8', '7', 'Enter');
    await daemon.until((now) => now.controls.tempo === 87, 'the tempo that was typed holds');
    shown.press('q');
    await shown.until(shows(/ended with 0/), 'it has ended');
  });

  it('scrolls its help where it does not fit', async () => {
    await daemon.start();
    const shown = open(80, 14);
    await shown.until(shows(/clients 1/), 'it is drawn');
    shown.press('?');
    await shown.until(shows(/keys 1-\d+ of \d+/), 'it shows the first keys');
    shown.press('PageDown', 'PageDown', 'PageDown');
    await shown.until(shows(/q +quit/), 'the last key is in sight');
    shown.press('Escape', 'q');
    await shown.until(shows(/ended with 0/), 'it has ended');
  });
});
