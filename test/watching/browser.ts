import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's, or what CHROMIUM names. */
const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const hasBrowser = existsSync(program);

/** Sound starts with a click, as for a user; nothing is sought on the network. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
