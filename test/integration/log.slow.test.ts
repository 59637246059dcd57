import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { daemonFolder, homeIn, main } from './daemon-folder.js';

/** MIDI ports are not needed for any of this. */
const place = daemonFolder('daemon-log-');

const env = (): NodeJS.ProcessEnv => ({
  ...homeIn(place.folder),
  MUSIC_LSTM_WEB_PORT: '0',
  XDG_CONFIG_HOME: place.folder,
});

const runWith = (more: NodeJS.ProcessEnv, ...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...env(), ...more }, cwd: place.folder });
const run = (...args: string[]) => runWith({}, ...args);

/** Starts a daemon and waits until it plays; gives what it printed, and how it ended. */
const start = async (...args: string[]) => {
  const child = spawn(process.execPath, [main, 'start', ...args], { env: env(), cwd: place.folder });
  place.children.push(child);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const printed = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const greeting = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.stdout += text;
      if (printed.stdout.includes('control:')) resolve();
    });
  });
  await Promise.race([greeting, exit]);
  return { exit, printed };
};

const lineSchema = z.looseObject({
  level: z.enum(['trace', 'debug', 'info', 'warn', 'error']),
  time: z.iso.datetime(),
  pid: z.int(),
  component: z.string(),
  msg: z.string(),
});

/** The lines of a log, each of which must be one object of JSON. */
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));

const tokenIn = (text: string): string => /#token=(\S+)/.exec(text)?.[1] ?? 'no token';

describe('the log of a daemon', () => {
  it('goes to the file as JSON lines, and tells what the daemon did', async () => {
    const daemon = await start('--log-file', 'logs/daemon.log', '--log-level', 'debug');
    expect(run('set', 'mode=duet').status).toBe(0);
    expect(run('set', 'composer=Nobody').status).toBe(1);
    expect(run('stop').status).toBe(0);
    expect((await daemon.exit)[0]).toBe(0);
    const file = path.join(place.folder, 'logs/daemon.log');
    const lines = linesOf(file);
    const texts = lines.map(({ level, msg }) => `${level} ${msg}`);
    for (const text of [
      /^info model loaded: Chopin$/,
      /^info started$/,
      /^info recording to "/,
      /^info Recorded \d+/,
    ]) {
      expect(texts).toContainEqual(expect.stringMatching(text));
    }
    expect(texts).toContain('debug set from control socket');
    expect(texts).toContainEqual(
      expect.stringMatching(/^debug set from control socket, refused: There is no composer or model/),
    );
    expect(texts).toContainEqual(expect.stringMatching(/^debug revision \d+$/));
    expect(texts.at(-1)).toBe('info stopped');
    expect(new Set(lines.map(({ pid }) => pid)).size).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(tokenIn(daemon.printed.stdout)).toMatch(/^.{20,}$/);
    expect(readFileSync(file, 'utf8')).not.toContain(tokenIn(daemon.printed.stdout));
    expect(daemon.printed.stderr).toContain('debug: set from control socket\n');
  });

  it('leaves the terminal as it is, and quieter at a higher level', async () => {
    const usual = await start('--log-file', 'a.log');
    run('stop');
    await usual.exit;
    expect(usual.printed.stderr).toMatch(/^Recorded \d+ notes: /m);
    expect(usual.printed.stderr).not.toMatch(/started|[{}]/);

    const quiet = await start('--log-level', 'silent', '--log-file', 'b.log');
    run('stop');
    expect((await quiet.exit)[0]).toBe(0);
    expect(quiet.printed.stderr).toBe('');
    expect(readFileSync(path.join(place.folder, 'b.log'), 'utf8')).toBe('');
  });

  it('is a file of JSON lines in the background, without the token', () => {
    const started = run('start', '--detach', '--no-record');
    const file = /^log: (.+)$/m.exec(started.stdout)?.[1] ?? '';
    expect(file).toBe(path.join(place.folder, 'music-lstm-daemon', 'daemon.log'));
    const token = tokenIn(run('status').stdout);
    expect(token).toMatch(/^.{20,}$/);
    const code = /[/]in[/](\w+)$/m.exec(started.stdout)?.[1] ?? '';
    expect(code).toMatch(/^.{8,}$/); // the short link lets in, too
    expect(run('stop').status).toBe(0);
    const texts = linesOf(file).map(({ msg }) => msg);
    expect(texts).toContain('started');
    expect(texts.at(-1)).toBe('stopped');
    for (const secret of [token, code]) expect(readFileSync(file, 'utf8')).not.toContain(secret);
  });

  it('receives in the background what the process itself prints when it breaks', () => {
    const breaking = path.join(place.folder, 'breaking.cjs');
    writeFileSync(breaking, "process.on('exit', () => require('fs').writeSync(2, 'FATAL ERROR\\n'));");
    const started = runWith({ NODE_OPTIONS: `--require ${breaking}` }, 'start', '--detach', '--no-record');
    expect(run('stop').status).toBe(0);
    const lines = readFileSync(/^log: (.+)$/m.exec(started.stdout)?.[1] ?? '', 'utf8').split('\n');
    expect(lines).toContain('FATAL ERROR');
    expect(lines.filter((line) => line.includes('"msg":"stopped"'))).toHaveLength(1);
  });

  it('is done without in the background where nobody asked for one and its folder cannot be made', () => {
    writeFileSync(path.join(place.folder, 'taken'), '');
    const started = runWith({ XDG_STATE_HOME: path.join(place.folder, 'taken') }, 'start', '--detach', '--no-record');
    expect(started.stderr).toMatch(/^warning: Cannot write the log file .+ It plays without a log\.\n$/);
    expect(started.stdout).toContain('log: none');
    expect(run('stop').status).toBe(0);
  });

  it('goes where the settings and the environment say, in the background too', () => {
    const named = path.join(place.folder, 'named.log');
    expect(run('config', 'set', 'log.file', named).status).toBe(0);
    expect(runWith({ MUSIC_LSTM_LOG_LEVEL: 'warn' }, 'start', '--detach', '--no-record').stdout).toContain(
      `log: ${named}`,
    );
    expect(run('stop').status).toBe(0);
    expect(readFileSync(named, 'utf8')).not.toContain('started');
  });

  it('that cannot be written is an error where it was asked for', () => {
    const refused = run('start', '--log-file', place.folder);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toMatch(
      /^error: Cannot write the log file .+ it is a folder\. Name another with --log-file.*\n$/,
    );
    const level = run('start', '--log-level', 'loud');
    expect(level).toMatchObject({ status: 2 });
    expect(level.stderr).toMatch(/^error: .*trace, debug, info, warn, error, silent.*\n$/);
  });

  it.skipIf(!existsSync('/dev/full'))('that can no longer be written costs one line, and no note', async () => {
    const daemon = await start('--log-file', '/dev/full', '--log-level', 'info');
    expect(run('status', '--json').status).toBe(0);
    expect(run('stop').status).toBe(0);
    expect((await daemon.exit)[0]).toBe(0);
    expect(daemon.printed.stderr.match(/cannot be written: the disk is full/g)).toHaveLength(1);
    expect(daemon.printed.stderr).toMatch(/^Recorded \d+ notes: /m);
  });
});
