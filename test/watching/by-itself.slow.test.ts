import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putPieces } from '../cli/made-music.js';
import { hasBrowser, openBrowser } from './browser.js';
import { MAIN, RunningDaemon } from './running-daemon.js';

let daemon: RunningDaemon;
beforeEach(() => (daemon = new RunningDaemon()));
afterEach(() => daemon.close());

const resolveSettings = (settings: object): void =>
  writeFileSync(path.join(daemon.root, 'config.json'), JSON.stringify(settings));

/** Runs a command beside the daemon; gives what it printed. */
const run = async (...args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: daemon.env, cwd: daemon.root });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
};

describe.skipIf(!existsSync(MAIN))('what the daemon does by itself (needs the build)', () => {
  it('trains, plays and tidies up at its times, and says in status when it will', async () => {
    const everyMinute = '* * * * *';
    await putPieces(path.join(daemon.root, 'data'), ['Made/a.mid', 'Made/b.mid', 'Made/c.mid'], 600);
    const sessions = path.join(daemon.root, 'output', 'sessions');
    mkdirSync(sessions, { recursive: true });
    for (const ending of ['.mid', '.session.jsonl']) {
      const file = path.join(sessions, `2025-01-02T00-00-00_Chopin${ending}`);
      writeFileSync(file, '');
      const written = new Date('2025-01-02'); // when the program was there: an older date is of a clock not set
      utimesSync(file, written, written);
    }
    resolveSettings({
      places: { data: path.join(daemon.root, 'data') },
      schedules: [
        { kind: 'train', at: everyMinute, composer: 'Made', minutes: 0.1 },
        { kind: 'perform', at: everyMinute, until: '0 0 29 2 *' },
        { kind: 'prune', at: everyMinute, days: 30 },
      ],
    });
    daemon.env.XDG_DATA_HOME = path.join(daemon.root, 'share');
    await daemon.start('--no-auto-start');
    const before = await run('status');
    expect(before.stdout).toMatch(/schedules:\n {2}train Made \(\* \* \* \* \*\): next 20\d\d-\d\d-\d\d \d\d:\d\d\n/);
    expect(before.stdout).toMatch(/stop playing \(0 0 29 2 \*\): next 20\d\d-02-29 00:00/);

    await daemon.until(({ transport }) => transport.state === 'running', 'it has begun to play');
    const { schedules } = await daemon.until(({ composers }) => composers.includes('Made-nightly'), 'it has learned');
    expect(schedules.filter(({ lastRun }) => lastRun !== null)).toHaveLength(3);
    expect(readdirSync(sessions).filter((name) => name.startsWith('2025-01-02'))).toEqual([]);
    await daemon.send({ kind: 'set', controls: { composer: 'Made-nightly' } });
    await daemon.until(({ controls }) => controls.composer === 'Made-nightly', 'what was learned plays');
    expect(await daemon.stop()).toBe(0);
  });

  it('maps a knob that is moved, keeps that over a restart, and removes it', async () => {
    await daemon.start();
    const learning = run('midi-learn', 'temperature');
    await daemon.until(({ surface }) => surface.learning === 'temperature', 'it waits for a knob');
    await daemon.send({ kind: 'knob', channel: 3, controller: 21, value: 5 });
    expect(await learning).toMatchObject({
      code: 0,
      stdout: 'temperature is controller 21 on channel 4 from now on.\n',
    });
    await daemon.stop();

    await daemon.start();
    await daemon.send({ kind: 'knob', channel: 3, controller: 21, value: 127 });
    await daemon.until(({ controls }) => controls.temperature === 2, 'the knob turns it');
    expect((await run('status')).stdout).toContain('controllers:\n  temperature: controller 21 on channel 4\n');
    expect((await run('midi-unlearn', 'temperature')).stdout).toBe('No controller is mapped.\n');
    const settings = JSON.parse(readFileSync(path.join(daemon.root, 'config.json'), 'utf8')) as { bindings: unknown };
    expect(settings.bindings).toEqual([]);
  });

  it.skipIf(!hasBrowser)('maps a knob on the page, and removes that (needs /usr/bin/chromium)', async () => {
    await daemon.start();
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(daemon.pageLink);
      await page.locator('#more > summary').click();
      await page.getByLabel('Control or action').selectOption('tempo');
      await page.getByRole('button', { name: 'MIDI learn', exact: true }).click();
      await page.getByText('Move what shall be tempo …').waitFor();
      await daemon.send({ kind: 'knob', channel: 0, controller: 7, value: 64 });
      await page.getByText('tempo: controller 7, channel 1').waitFor();
      await daemon.send({ kind: 'knob', channel: 0, controller: 7, value: 0 });
      await daemon.until(({ controls }) => controls.tempo === 40, 'the knob turns it');
      await page.getByRole('button', { name: 'MIDI unlearn tempo' }).click();
      await page.getByText('No controller is mapped.').waitFor();
    } finally {
      await browser.close();
    }
  });
});
