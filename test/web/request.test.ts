import { afterEach, describe, expect, it, vi } from 'vitest';
import { request, requestBytes } from '../../web/request.js';

const answer = (given: () => Promise<Response>): void => void vi.stubGlobal('fetch', given);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a request of the page', () => {
  it.each(['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'])(
    'says what to do where the browser says "%s"',
    async (words) => {
      answer(() => Promise.reject(new TypeError(words)));
      await expect(request('recordings')).rejects.toThrow(/^The daemon does not answer[.] If it has ended, start it/);
    },
  );

  it('says the same where the answer breaks off', async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new TypeError('network error')),
    });
    answer(() => Promise.resolve(new Response(broken)));
    await expect(requestBytes('piano.sf3')).rejects.toThrow(/^The daemon does not answer/);
  });

  it("passes on the daemon's own reason", async () => {
    answer(() => Promise.resolve(new Response('The token is missing or wrong.\n', { status: 401 })));
    await expect(request('recordings')).rejects.toThrow(/^The token is missing or wrong[.]$/);
  });

  it('never fails without a word', async () => {
    answer(() => Promise.resolve(new Response('', { status: 502 })));
    await expect(request('recordings')).rejects.toThrow('The daemon refused this (status 502). Reload the page.');
  });

  it('gives what came', async () => {
    answer(() => Promise.resolve(new Response(new Uint8Array([77, 84]))));
    expect([...new Uint8Array(await requestBytes('x.mid'))]).toEqual([77, 84]);
  });
});
