import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shortCode, shortLink } from '../../../src/adapters/web/short-link.js';
import { TOKEN, WebStand } from './web-stand.js';

let stand: WebStand;
beforeEach(async () => {
  stand = new WebStand();
  await stand.start({ nowMs: () => 0 });
});
afterEach(() => stand.close());

const own = (): string => shortLink({ pageUrl: stand.url, token: TOKEN, pid: process.pid });
const ask = (url: string) => fetch(url, { redirect: 'manual' });

describe('the short link', () => {
  it('is short, says nothing about the token, and holds for one daemon', () => {
    const parts = { pageUrl: 'http://127.0.0.1:8585/', token: 's3cret', pid: 7 };
    expect(shortLink(parts)).toMatch(/^http:\/\/127[.]0[.]0[.]1:8585\/in\/[a-z0-9]{8}$/);
    expect(shortCode({ ...parts, pid: 8 })).not.toBe(shortCode(parts));
    expect(shortCode({ ...parts, token: 'other' })).not.toBe(shortCode(parts));
  });

  it('leads to the page with its token, in capitals as well, and nobody keeps that', async () => {
    for (const link of [own(), own().replace(/\w+$/, (code) => code.toUpperCase())]) {
      const { status, headers } = await ask(link);
      expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([
        302,
        `/#token=${TOKEN}`,
        'no-store',
      ]);
    }
  });

  it('is not guessed: wrong ones lead nowhere, and many are answered slowly', async () => {
    const wrong = `${stand.url}in/aaaaaaaa`;
    const { status, headers } = await ask(wrong);
    expect([status, headers.get('location')]).toEqual([404, null]);
    for (let guess = 1; guess < 10; guess++) await ask(wrong);
    expect((await ask(wrong)).status).toBe(429);
    expect((await ask(own())).status).toBe(302);
    expect((await ask(`${stand.url}in/`)).status).toBe(429);
  });
});
