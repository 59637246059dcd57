// Makes the pictures under docs/captures: the dashboard in three sizes, as text and as images, and the page on a desktop
// and a phone. Needs the build, tmux and Chromium (CHROMIUM names another than /usr/bin/chromium).
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { ansiPage } from './ansi-html.mjs';

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const captures = fileURLToPath(new URL('../docs/captures/', import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), 'captures-'));
const env = {
  ...process.env,
  MUSIC_LSTM_SOCKET: path.join(root, 'daemon.sock'),
  MUSIC_LSTM_TOKEN_FILE: path.join(root, 'token'),
  MUSIC_LSTM_CONFIG: path.join(root, 'config.json'),
  XDG_DATA_HOME: path.join(root, 'share'),
};
delete env.NO_COLOR;

/** What is learned while the pictures are made, so that there is a history of losses: music of the starter model. */
const WORKS = 8;
const PLAYING_MS = 45_000;
const DESKTOP = { width: 1360, height: 900 };
const PHONE = { width: 390, height: 844 };

const run = (...args) => execFileSync(process.execPath, [main, ...args], { env, cwd: root, encoding: 'utf8' });

const makeMusic = () => {
  const folder = path.join(root, 'data', 'Etudes');
  mkdirSync(folder, { recursive: true });
  for (let seed = 1; seed <= WORKS; seed++) {
    run('generate', 'Chopin', '--bars', '24', '--seed', String(seed), '--output', folder);
    execFileSync('mv', [path.join(folder, 'Chopin_generated_music.mid'), path.join(folder, `${seed}.mid`)]);
  }
};

/** A daemon that plays, and learns meanwhile; gives the page's address once it does, and how to end it. */
const startDaemon = async () => {
  const args = ['start', 'Etudes', '--data', path.join(root, 'data'), '--seed', '7', '--port', '0'];
  const child = spawn(process.execPath, [main, ...args], { env, cwd: root });
  let text = '';
  child.stdout.on('data', (data) => (text += data));
  child.stderr.on('data', (data) => (text += data));
  while (!/^control: /m.test(text)) {
    if (child.exitCode !== null) throw new Error(text);
    await pause(50);
  }
  return { link: /^page: (\S+)$/m.exec(text)[1], end: () => run('stop') };
};

/** Somebody plays along: a chord now and then. */
const playAlong = async (page, ms) => {
  const endMs = Date.now() + ms;
  for (let i = 0; Date.now() < endMs; i++) {
    await page.keyboard.press('KeyX'); // the page listens to letters
    for (const letter of [
      ['KeyA', 'KeyD'],
      ['KeyS', 'KeyF'],
      ['KeyD', 'KeyG'],
    ][i % 3]) {
      await page.keyboard.down(letter);
      await pause(300);
      await page.keyboard.up(letter);
    }
    await page.keyboard.press('KeyZ');
    await pause(900);
  }
};

const tmux = (...args) => execFileSync('tmux', ['-L', 'captures', ...args], { env, encoding: 'utf8' });

/** The dashboard on a terminal of this size, as lines with their colours. */
const openDashboard = (name, columns, rows) => {
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('-u', '-f', '/dev/null', 'new-session', '-d', '-s', name, ...size, process.execPath, main, 'dashboard');
  tmux('set-option', '-g', 'status', 'off');
  tmux('resize-window', '-t', name, ...size);
  return (coloured) =>
    tmux('capture-pane', '-p', '-t', name, ...(coloured ? ['-e'] : []))
      .replace(/\n$/, '')
      .split('\n');
};

const saveDashboard = async (browser, name, capture) => {
  writeFileSync(path.join(captures, `${name}.txt`), `${capture(false).join('\n')}\n`);
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.setContent(ansiPage(capture(true)));
  await page.locator('pre').screenshot({ path: path.join(captures, `${name}.png`) });
  await page.close();
};

const openPage = async (browser, link, viewport, colorScheme) => {
  const context = await browser.newContext({ viewport, colorScheme, hasTouch: viewport === PHONE });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByText('Connected.').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Just listen' }).click(); // else a large button covers the stage
  return page;
};

mkdirSync(captures, { recursive: true });
makeMusic();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const daemon = await startDaemon();
try {
  const small = openDashboard('small', 80, 24);
  const large = openDashboard('large', 160, 50);
  const largest = openDashboard('largest', 200, 60);
  const desktop = await openPage(browser, daemon.link, DESKTOP, 'light');
  const phone = await openPage(browser, daemon.link, PHONE, 'dark');
  run('set', 'mode=duet');
  await playAlong(desktop, PLAYING_MS);
  await desktop.screenshot({ path: path.join(captures, 'page-desktop.png') });
  await phone.screenshot({ path: path.join(captures, 'page-phone.png') });
  await saveDashboard(browser, 'dashboard-80x24', small);
  await saveDashboard(browser, 'dashboard-160x50', large);
  await saveDashboard(browser, 'dashboard-200x60', largest);
} finally {
  daemon.end();
  execFileSync('tmux', ['-L', 'captures', 'kill-server']);
  await browser.close();
  rmSync(root, { recursive: true, force: true });
}
