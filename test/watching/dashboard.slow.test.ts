import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shortLink } from '../../src/adapters/web/short-link.js';
import { MAIN, RunningDaemon, eventually } from './running-daemon.js';
import { Terminal, hasTmux } from './tmux.js';

let daemon: RunningDaemon;
let terminals: Terminal[];
beforeEach(() => {
  daemon = new RunningDaemon();
  terminals = [];
});
afterEach(async () => {
  for (const terminal of terminals) terminal.close();
  await daemon.close();
});

const open = (columns: number, rows: number, args: readonly string[], env: NodeJS.ProcessEnv = {}): Terminal => {
  const name = String(terminals.length);
  const terminal = new Terminal(name, columns, rows, [process.execPath, ...args], {
    ...daemon.env,
    TERM: 'tmux-256color',
    ...env,
  });
  terminals.push(terminal);
  return terminal;
};

const shows =
  (pattern: RegExp) =>
  (lines: readonly string[]): boolean =>
    pattern.test(lines.join('\n'));

/** `stty -a`, which is run after the program, ends with this setting. */
const ended = shows(/ended with \d+[^]*-?extproc/);

/** The terminal as a shell needs it: echoing, line by line, with its cursor. */
const expectRestored = (lines: readonly string[], exitCode: number): void => {
  const text = lines.join('\n');
  expect(text).toContain(`ended with ${exitCode}`);
  expect(text).toMatch(/[^-]icanon/);
  expect(text).toMatch(/[^-]echo[^a-z]/);
  expect(text).not.toContain('┌─ music');
};

const attach = ['dashboard'];

describe.skipIf(!hasTmux || !existsSync(MAIN))('the dashboard on a terminal (needs tmux and the build)', () => {
  it('is what start shows at 80×24: the music moves, keys steer, and q ends the daemon well', async () => {
    const terminal = open(80, 24, daemon.startArguments());
    const first = await terminal.until(shows(/bar 2 beat/), 'the second bar is played');
    expect(first[0]).toMatch(
      /^ Chopin {2}solo {2}bar 2 beat \d {2}[\d.]+ bpm {2}\d+\/\d+ {2}internal clock(?: {2}verbatim \d+)?$/i,
    );
    expect(first[1]).toMatch(/^┌─ music {2}[A-H]: .+ ─*┐┌─ controls ─+┐$/);
    expect(first[20]).toMatch(/^└─+┘└─+┘$/);
    expect(first.slice(2, 12).join('')).toMatch(/[▀▄█]/);
    expect(first.join('\n')).toMatch(/late \d+ {2}step [\d.]+ ms .* clients 1/);
    expect(first.every((line) => line.length <= 80)).toBe(true);

    terminal.press('m');
    await terminal.until(shows(/│ mode {8}answer/), 'the mode that comes is shown');
    terminal.press('Down', 'Down', 'Down', 'Down', 'Right', 'Right');
    await terminal.until(shows(/>tempo/), 'the tempo is selected');
    await daemon.until(({ controls }) => controls.mode === 'answer', 'the mode has changed at the bar line');
    terminal.press('Space');
    await daemon.until(({ transport }) => transport.state === 'stopped', 'the music stands still');
    await terminal.until(shows(/Chopin {2}answer {2}stopped/), 'it is shown that it stands still');
    terminal.press('?');
    await terminal.until(shows(/panic: silence at once/), 'the help is shown');
    terminal.press('Escape');
    await terminal.until((now) => !shows(/panic: silence at once/)(now), 'escape closes it');
    terminal.press('z');
    await terminal.until(shows(/z does nothing here; [?] lists the keys/), 'a key without a meaning says so');
    terminal.press('w');
    const { pid, pageUrl } = await daemon.status();
    const link = shortLink({ pageUrl: pageUrl ?? '', token: daemon.token, pid });
    const card = await terminal.until((now) => now.join('\n').includes(link), 'it says where the page is');
    expect(card.join('\n')).toMatch(/[█▀▄]{7}/); // the QR code has room at 80×24
    terminal.press('w', 'q');
    expectRestored(await terminal.until(ended, 'the program has ended'), 0);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends start well at %s: the recording is finished, the terminal given back',
    async (signal) => {
      const terminal = open(100, 24, daemon.startArguments());
      await terminal.until(shows(/bar \d+ beat \d/), 'it plays');
      terminal.signal(signal);
      const lines = await terminal.until(ended, 'it has ended');
      expect(lines.join('')).toMatch(/Recorded \d+ notes: /);
      expectRestored(lines, 0);
    },
  );

  it('plays on however small the terminal becomes, and shows all again when it grows', async () => {
    const terminal = open(80, 24, daemon.startArguments());
    await terminal.until(shows(/bar \d+ beat/), 'it plays');
    for (const [columns, lines] of [
      [40, 12],
      [12, 4],
      [3, 2],
    ] as const) {
      terminal.resize(columns, lines);
      await eventually(
        async () => (terminal.capture().every((line) => line.length <= columns) ? true : undefined),
        'it has shrunk',
      );
      expect((await daemon.status()).pid).toBeGreaterThan(0);
    }
    terminal.resize(80, 24);
    await terminal.until(shows(/┐┌─ controls ─+┐/), 'all is there again');
    terminal.press('q');
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });

  it('attaches to a daemon that runs, twice, at 160×50, and the daemon plays on', async () => {
    await daemon.start();
    const wide = open(160, 50, [MAIN, ...attach]);
    const small = open(80, 24, [MAIN, ...attach]);
    const lines = await wide.until(shows(/clients 2/), 'both are counted');
    expect(lines[1]).toMatch(/^┌─ music {2}[A-H]: .{60,} ─+┐┌─ controls ─+┐$/);
    await small.until(shows(/clients 2/), 'both are counted');
    wide.press('x');
    await small.until(shows(/mute +on/), 'one shows what the other did');
    small.resize(120, 40);
    await small.until(
      (now) => (now[1] ?? '').length === 120 && /^(└─+┘){2,}$/.test(now[36] ?? ''),
      'it fills the larger terminal',
    );
    wide.press('C-c');
    expectRestored(await wide.until(ended, 'it has ended'), 0);
    await small.until(shows(/clients 1/), 'one is left');
    expect((await daemon.status()).pid).toBeGreaterThan(0);
  });

  it('shows the player in another colour than the daemon', async () => {
    await daemon.start('--mode', 'answer');
    const terminal = open(80, 24, [MAIN, ...attach]);
    await terminal.until(shows(/answer {2}bar/), 'it is drawn');
    await daemon.send({ kind: 'key', pitch: 60, velocity: 90 });
    await terminal.until(
      () => /38;5;(?:178|220|227|136)[m;]/.test(terminal.capture(true).slice(2, 20).join('')),
      'yellow is to be seen',
    );
    await daemon.send({ kind: 'key', pitch: 60, velocity: 0 });
  });

  it('learns a knob for the control that is chosen', async () => {
    await daemon.start();
    const terminal = open(80, 24, [MAIN, ...attach]);
    await terminal.until(shows(/composer {4}Chopin/), 'it shows the controls');
    for (let down = 0; down < 6; down++) terminal.press('Down');
    terminal.press('i');
    await terminal.until(shows(/Move the knob for temperature; i gives up/), 'it waits for a knob');
    await daemon.send({ kind: 'knob', channel: 0, controller: 21, value: 0 });
    await terminal.until((now) => !shows(/Move the knob/)(now), 'it has one');
    await daemon.send({ kind: 'knob', channel: 0, controller: 21, value: 127 });
    await terminal.until(shows(/temperature 2 /), 'the knob turns it');
    terminal.press('q');
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });

  it('comes back when the daemon does', async () => {
    await daemon.start();
    const terminal = open(80, 24, [MAIN, ...attach]);
    await terminal.until(shows(/clients 1/), 'it is drawn');
    await daemon.stop();
    await terminal.until(shows(/The daemon does not answer; trying again/), 'it is told that the daemon has gone');
    await daemon.start();
    await terminal.until(shows(/step[^]*q quit/), 'it goes on');
    terminal.press('q');
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });

  it('says that it is not let in with another token, and status says where the page is', async () => {
    await daemon.start();
    const status = spawnSync(process.execPath, [MAIN, 'status'], { env: daemon.env, encoding: 'utf8' });
    expect(status.stdout).toContain(`full address: ${daemon.pageLink}\n`);
    const other = { MUSIC_LSTM_TOKEN_FILE: `${daemon.root}/other` };
    const terminal = open(80, 24, [MAIN, ...attach], other);
    await terminal.until(shows(/Access refused: the token is wrong/), 'it is refused');
    terminal.press('q');
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });

  it('does without colours, with eight, and says what is wrong with a terminal that can do nothing', async () => {
    await daemon.start();
    const cases = [
      [{ NO_COLOR: '1' }, /[░█]/, false],
      [{ TERM: 'screen' }, /[▀▄█]/, true],
    ] as const;
    for (const [env, ink, isColoured] of cases) {
      const terminal = open(80, 24, [MAIN, ...attach], env);
      await terminal.until(shows(ink), 'the music is to be seen');
      // eslint-disable-next-line no-control-regex -- it is the control characters that are looked for
      expect(/\x1b\[[34][1-7]m/.test(terminal.capture(true).join('')), JSON.stringify(env)).toBe(isColoured);
      terminal.press('q');
      await terminal.until(ended, 'it has ended');
    }
    const dumb = open(80, 24, [MAIN, ...attach], { TERM: 'dumb' });
    expect((await dumb.until(ended, 'it has ended')).join('')).toMatch(/error: The dashboard needs a terminal.*with 2/);
    const none = spawnSync(process.execPath, [MAIN, ...attach], { env: daemon.env, encoding: 'utf8' });
    expect([none.status, none.stdout]).toEqual([2, '']);
  });

  it('gives the terminal back when it is ended by a signal', async () => {
    await daemon.start();
    const terminal = open(80, 24, [MAIN, ...attach]);
    await terminal.until(shows(/clients 1/), 'it is drawn');
    terminal.signal('SIGTERM');
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });

  it('leaves start on a dumb terminal with plain lines', async () => {
    const terminal = open(80, 24, daemon.startArguments(), { TERM: 'dumb' });
    const lines = await terminal.until(shows(/control: /), 'it says where it is controlled');
    expect(lines.join('\n')).toMatch(/Chopin plays in mode solo/);
    await daemon.send({ kind: 'quit' });
    expectRestored(await terminal.until(ended, 'it has ended'), 0);
  });
});
