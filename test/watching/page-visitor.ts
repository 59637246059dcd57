import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { giveEars, loudness } from './page-ear.js';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser } from './browser.js';
import { eventually, RunningDaemon } from './running-daemon.js';

/** Well above the noise, which is nothing, and below the softest note. */
const AUDIBLE = 0.005;
export const DESKTOP = { width: 1440, height: 900 };
export const TABLET = { width: 1024, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Somebody who opens the page of a daemon. */
export class PageVisitor {
  /** What went wrong in the page's script, and what it asked of others than the daemon. */
  readonly faults: string[] = [];
  readonly #browser: Browser;
  readonly #daemon: RunningDaemon;

  constructor(browser: Browser, daemon: RunningDaemon) {
    this.#browser = browser;
    this.#daemon = daemon;
  }

  async open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: DESKTOP, ...options });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      const isLocal = ['blob:', 'data:'].includes(url.protocol) || url.hostname === '127.0.0.1';
      if (!isLocal) this.faults.push(request.url());
    });
    await giveEars(page);
    await page.goto(this.#daemon.pageLink);
    await page.getByText('Connected.').waitFor({ state: 'attached' });
    return page;
  }

  async listen(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Turn on sound' }).click();
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
  }

  untilAudible(page: Page): Promise<true> {
    return eventually(async () => ((await loudness(page)) > AUDIBLE ? true : undefined), 'something is heard');
  }

  untilSilent(page: Page): Promise<true> {
    return eventually(async () => ((await loudness(page)) < AUDIBLE ? true : undefined), 'it is silent');
  }

  /** What lies folded under the stage. */
  async openMore(page: Page): Promise<void> {
    await page.locator('#more > summary').click();
  }

  /** What a click gives to save. */
  async saved(page: Page, click: () => Promise<void>): Promise<Buffer> {
    const download = page.waitForEvent('download');
    await click();
    return readFile(await (await download).path());
  }
}

/** One test's daemon and visitor, in a browser that all tests of a file share. */
export interface PageTest {
  readonly browser: Browser;
  readonly daemon: RunningDaemon;
  readonly visitor: PageVisitor;
}

/** Gives every test of a `describe` a daemon and a visitor of its own, and ends them after it. */
export const withPages = (begin: (test: PageTest) => void): void => {
  let browser: Browser;
  let daemon: RunningDaemon;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    daemon = new RunningDaemon();
    begin({ browser, daemon, visitor: new PageVisitor(browser, daemon) });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await daemon.close();
  });
};
