import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownNames, linkHost } from '../../../src/adapters/web/listen-address.js';
import { readPageFiles } from '../../../src/adapters/web/page-files.js';
import { keepToken, readToken } from '../../../src/adapters/web/token-file.js';
import { TOKEN, WebStand } from './web-stand.js';

let stand: WebStand;
beforeEach(() => {
  stand = new WebStand();
});
afterEach(() => stand.close());

/** A request whose target and headers are sent as they are. */
const rawStatus = (target: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stand.url);
    httpRequest({ hostname, port, path: target, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the web server', () => {
  it('serves the page to its own machine, with a policy that lets nothing else in', async () => {
    await stand.start();
    const response = await stand.fetch('');
    expect(await response.text()).toBe('<p>page</p>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect((await stand.fetch('', { method: 'POST' })).status).toBe(405);
    expect((await stand.fetch('nowhere')).status).toBe(404);
  });

  it.each([
    ['another name', '/', { Host: 'evil.example' }],
    ['another origin', '/', { Origin: 'https://evil.example' }],
    ['a target that is no path', 'http://evil.example/', {}],
    ['a path with two slashes', '//evil.example/', {}],
  ])('refuses %s', async (_name, target, headers) => {
    await stand.start();
    expect(await rawStatus(target, headers)).toBe(403);
  });

  it.each(['localhost:7000', '127.0.0.1:7000', '[::1]:7000', 'localhost'])(
    'serves the page through a tunnel as %s, and to it alone',
    async (host) => {
      await stand.start();
      expect(await rawStatus('/', { Host: host })).toBe(200);
      expect(await rawStatus('/', { Host: host, Origin: `http://${host}` })).toBe(200);
      expect(await rawStatus('/', { Host: host, Origin: 'http://localhost:7001' })).toBe(403);
      expect(await rawStatus('/recordings', { Host: host })).toBe(401);
    },
  );

  it.each(['localhost.evil.example:7000', 'evil.example:7000', '127.0.0.1.evil.example', 'localhost:7000:1'])(
    'takes no other name for a tunnel: %s',
    async (host) => {
      await stand.start();
      expect(await rawStatus('/', { Host: host })).toBe(403);
    },
  );

  it('serves others while hundreds of connections ask for nothing', async () => {
    await stand.start();
    const { hostname, port } = new URL(stand.url);
    const silent: Socket[] = [];
    for (let i = 0; i < 300; i++) {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      await once(socket, 'connect');
      if (i % 2 === 0) socket.write('GET / HTTP/1.1\r\nHost: loc'); // slow headers
      silent.push(socket);
    }
    expect((await stand.fetch('')).status).toBe(200);
    for (const socket of silent) socket.destroy();
  });

  it('closes a connection that it refuses', async () => {
    await stand.start();
    const { hostname, port } = new URL(stand.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write('GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n');
    socket.resume();
    await once(socket, 'end');
    socket.destroy();
  });

  it('takes the next free port', async () => {
    await stand.start();
    const port = Number(new URL(stand.url).port);
    const second = new WebStand();
    try {
      await second.start({ port });
      expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
      expect((await second.fetch('')).status).toBe(200);
    } finally {
      await second.close();
    }
  });

  it('says what to do where it cannot listen', async () => {
    await expect(stand.start({ bind: '203.0.113.7' })).rejects.toMatchObject({ code: 'WEB_ADDRESS' });
  });

  it('answers to loopback names only, unless it is bound elsewhere', () => {
    expect(ownNames('127.0.0.1')).toEqual(['127.0.0.1', 'localhost', '[::1]']);
    expect(ownNames('192.0.2.1')).toEqual(['127.0.0.1', 'localhost', '[::1]', '192.0.2.1']);
    expect(ownNames('0.0.0.0').length).toBeGreaterThan(3);
  });

  it('tells others an address that they can reach, where there is one', () => {
    const entry = (address: string, internal: boolean) =>
      ({ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', cidr: null }) as const;
    const [lo, eth0] = [[entry('127.0.0.1', true)], [entry('192.0.2.7', false)]];

    expect(linkHost('0.0.0.0', { lo, eth0 })).toBe('192.0.2.7');
    expect(linkHost('::', { lo })).toBe('127.0.0.1');
    expect(linkHost('192.0.2.9', { lo, eth0 })).toBe('192.0.2.9');
    expect(linkHost('::1', { lo, eth0 })).toBe('[::1]');
  });
});

describe('recordings', () => {
  const name = '2026-11-24T10-00-00_Chopin.mid';

  it('are listed, downloaded and rendered, the latest first, for those with the token', async () => {
    await stand.start();
    writeFileSync(path.join(stand.folder, name), 'MThd');
    writeFileSync(path.join(stand.folder, '2026-11-25T10-00-00_Bach é.mid'), 'MThd2');
    writeFileSync(path.join(stand.folder, 'secret.txt'), 'no');
    const list = (await (await stand.fetch('recordings', { token: TOKEN })).json()) as { name: string }[];
    expect(list.map((entry) => entry.name)).toEqual(['2026-11-25T10-00-00_Bach é.mid', name]);
    const download = await stand.fetch(`recordings/${encodeURIComponent(list[0].name)}`, { token: TOKEN });
    expect(await download.text()).toBe('MThd2');
    expect(download.headers.get('content-disposition')).toContain('attachment');
    const sound = await stand.fetch(`recordings/${name.replace('.mid', '.wav')}`, { token: TOKEN });
    expect(await sound.text()).toBe(`sound of ${name}`);
    expect((await stand.fetch('recordings')).status).toBe(401);
    expect((await stand.fetch('recordings', { token: 'wrong' })).status).toBe(401);
  });

  it.each(['secret.txt', '..%2f..%2fetc%2fpasswd', '%2e%2e/x.mid', 'none.mid', '%ff.mid', 'folder.mid'])(
    'are all that is served: not %s',
    async (wanted) => {
      await stand.start();
      writeFileSync(path.join(stand.folder, 'secret.txt'), 'no');
      mkdirSync(path.join(stand.folder, 'folder.mid'));
      expect((await stand.fetch(`recordings/${wanted}`, { token: TOKEN })).status).toBe(404);
    },
  );

  it('tell why they cannot be rendered', async () => {
    const { RecordingRoutes } = await import('../../../src/adapters/web/recording-routes.js');
    const failing = new RecordingRoutes(stand.folder, () => Promise.reject(new Error('no sound today')));
    await stand.start({ recordings: failing });
    writeFileSync(path.join(stand.folder, name), 'MThd');
    const response = await stand.fetch(`recordings/${name.replace('.mid', '.wav')}`, { token: TOKEN });
    expect([response.status, await response.text()]).toEqual([500, 'no sound today\n']);
  });
});

describe('the token', () => {
  it('is made once, for the eyes of its owner', () => {
    const file = path.join(stand.folder, 'deep', 'token');
    const token = keepToken([file]);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(keepToken([file])).toBe(token);
    expect(readToken([file])).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    keepToken([file]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is kept in the next place where the first cannot be written', () => {
    const closed = path.join(stand.folder, 'file');
    writeFileSync(closed, '');
    const places = [path.join(closed, 'token'), path.join(stand.folder, 'private', 'token')];
    const token = keepToken(places);
    expect(keepToken(places)).toBe(token);
    expect(readToken(places)).toBe(token);
    expect(() => keepToken(places.slice(0, 1))).toThrow(/MUSIC_LSTM_TOKEN_FILE/);
  });

  it('is not taken from a file that holds none', () => {
    const file = path.join(stand.folder, 'token');
    expect(readToken([file])).toBeUndefined();
    writeFileSync(file, 'short');
    expect(() => keepToken([file])).toThrow(/holds no token/);
    expect(readFileSync(file, 'utf8')).toBe('short');
  });
});

describe('page files', () => {
  it('are those of the folders, by their paths', () => {
    writeFileSync(path.join(stand.folder, 'index.html'), 'i');
    writeFileSync(path.join(stand.folder, 'a.js'), 'a');
    writeFileSync(path.join(stand.folder, 'b.exe'), 'b');
    const files = readPageFiles([stand.folder]);
    expect([...files.keys()].sort()).toEqual(['/', '/a.js']);
    expect(files.get('/a.js')?.type).toContain('text/javascript');
  });
});
