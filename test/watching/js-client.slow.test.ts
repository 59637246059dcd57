import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/library/client.js';
import { projectRoot, runModule } from '../library/run-module.js';
import { hasBrowser, openBrowser } from './browser.js';
import { serveProxiedPage } from './proxied-page.js';
import { MAIN, RunningDaemon, eventually } from './running-daemon.js';

let daemon: RunningDaemon;
beforeEach(() => {
  daemon = new RunningDaemon();
});
afterEach(() => daemon.close());

/** Counts notes and sets the mode. */
const PAGE = `
  import { connect } from 'music-lstm-daemon/client';
  const shown = document.querySelector('pre');
  const daemon = await connect({ url: location.href });
  let notes = 0;
  daemon.on('note-on', () => (shown.textContent = \`\${++notes} notes\`));
  await daemon.send({ kind: 'set', controls: { mode: 'duet' } });
`;

/** As a bundler makes it of the installed package. */
const bundled = async (contents: string): Promise<string> => {
  const stdin = { contents, resolveDir: projectRoot };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'esm', platform: 'browser' });
  return outputFiles[0].text;
};

const watch = (...args: readonly string[]) =>
  runModule(['examples/watch.mjs', '--url', daemon.pageUrl, ...args], daemon.root, daemon.env);

describe.skipIf(!existsSync(MAIN))('the client for JavaScript (needs the build)', () => {
  it('prints notes as they sound, with the token of its own user', async () => {
    await daemon.start();
    const { out } = await watch('--notes', '5');
    expect(out).toMatch(/^(?:\d+\.\d daemon [A-G]#?\d velocity \d+\n){5}$/);
  });

  it('steers, and says why when that is not possible', async () => {
    await daemon.start();
    expect((await watch('{"kind": "set", "controls": {"mode": "duet"}}')).out).toBe('"done"\n');
    await daemon.until(({ controls }) => controls.mode === 'duet', 'the mode is duet');
    await expect(watch('{"kind": "set", "controls": {"mode": "solitude"}}')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: [^\n]*solo, answer or duet[^\n]*\n$/) as string,
    });
    await expect(watch('--url', `${daemon.pageUrl}#token=wrong`)).rejects.toMatchObject({
      stderr: expect.stringContaining('refused access') as string,
    });
  });

  it('comes back after the daemon has been started anew', async () => {
    await daemon.start();
    const client = await connect({ url: daemon.pageLink });
    const states: string[] = [];
    client.onState((state) => states.push(state));
    const pid = client.snapshot?.pid;
    await daemon.stop();
    await daemon.start();
    await eventually(async () => (client.snapshot?.pid === pid ? undefined : client.state), 'it is connected again');
    expect([states.includes('lost'), client.state]).toEqual([true, 'open']);
    client.close();
  });

  it.skipIf(!hasBrowser)('runs in a page whose server passes the stream on', async () => {
    await daemon.start();
    const page = await serveProxiedPage(await bundled(PAGE), new URL(daemon.pageUrl));
    const browser = await openBrowser();
    try {
      const tab = await browser.newPage();
      await tab.goto(`${page.url}#token=${daemon.token}`);
      await tab.waitForFunction(() => /^\d+ notes$/.test(document.querySelector('pre')?.textContent ?? ''));
      await daemon.until(({ controls }) => controls.mode === 'duet', 'the page has set the mode');
    } finally {
      await browser.close();
      page.close();
    }
  });
});
