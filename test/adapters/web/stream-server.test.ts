import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../src/protocol/live-event.js';
import { TOKEN, WebStand } from './web-stand.js';

let stand: WebStand;
beforeEach(() => {
  stand = new WebStand();
});
afterEach(() => stand.close());

const marker = (text: string): LiveEvent => ({ kind: 'marker', text, tick: 0, atMs: 0 });

describe('the stream', () => {
  it('begins with a snapshot, then numbers what happens', async () => {
    await stand.start();
    stand.hub.publish({ kind: 'notice', level: 'info', text: 'before' });
    const client = await stand.connect();
    const first = await client.until(({ type }) => type === 'snapshot');
    expect(first).toMatchObject({ sequence: 1, mayCommand: true, snapshot: { composers: ['Chopin'] } });
    stand.hub.publish(marker('one'));
    stand.hub.publish(marker('two'));
    const told = await client.until((m) => m.type === 'events' && m.events.some(({ kind }) => kind === 'marker'));
    expect(told).toEqual({ type: 'events', sequence: 3, events: [marker('one'), marker('two')] });
  });

  it('tells whose commands they are, and when they have gone, so that their keys can be released', async () => {
    await stand.start();
    const [one, two] = [await stand.connect(), await stand.connect()];
    await one.ask(1, { kind: 'key', pitch: 60, velocity: 80 });
    await two.ask(1, { kind: 'key', pitch: 62, velocity: 80 });
    expect(new Set(stand.clients).size).toBe(2);
    one.socket.terminate();
    await two.until(
      (m) => m.type === 'events' && m.events.some((event) => event.kind === 'clients' && event.clients === 1),
    );
    expect(stand.gone).toEqual([stand.clients[0]]);
  });

  it('obeys commands, answers with their ids, and refuses bad ones without doing anything', async () => {
    await stand.start();
    const client = await stand.connect();
    expect(await client.ask(1, { kind: 'set', controls: { tempo: 90 } })).toEqual({ id: 1, ok: true });
    expect(await client.ask(2, { kind: 'ping' })).toEqual({ id: 2, ok: true, result: { nowMs: 5 } });
    expect(await client.ask(3, { kind: 'panic' })).toMatchObject({ id: 3, ok: false, code: 'NO_PANIC' });
    expect(await client.ask(4, { kind: 'set', controls: { tempo: 90, mode: 'loud' } })).toMatchObject({
      ok: false,
      code: 'BAD_REQUEST',
      error: expect.stringMatching(/^command\.controls\.mode must be solo, answer or duet\.$/) as string,
    });
    expect(stand.obeyed).toEqual([{ kind: 'set', controls: { tempo: 90 } }, { kind: 'ping' }]);
  });

  it('goes on where a client was cut off, and nothing is missing', async () => {
    await stand.start();
    const client = await stand.connect();
    const first = await client.until(({ type }) => type === 'snapshot');
    if (first.type !== 'snapshot') throw new Error();
    client.socket.terminate();
    for (let i = 0; i < 100; i++) stand.hub.publish(marker(String(i)));
    const again = await stand.connect(`?stream=${first.stream}&after=${first.sequence}`);
    const [greeting, rest] = [
      await again.until(({ type }) => type === 'resumed'),
      await again.until(({ type }) => type === 'events'),
    ];
    expect(greeting).toMatchObject({ sequence: first.sequence });
    expect(rest.type === 'events' && rest.events.filter(({ kind }) => kind === 'marker')).toHaveLength(100);
  });

  it.each(['?stream=another&after=0', '?after=0', '?stream=STREAM&after=99999', '?stream=STREAM&after=-1'])(
    'gives a new snapshot to one who cannot go on: %s',
    async (query) => {
      await stand.start();
      const client = await stand.connect();
      const first = await client.until(({ type }) => type === 'snapshot');
      const stream = first.type === 'snapshot' ? first.stream : '';
      const again = await stand.connect(query.replace('STREAM', stream));
      expect(await again.until(() => true)).toMatchObject({ type: 'snapshot' });
    },
  );

  it('lets those without a token watch where that is opened, but not command', async () => {
    await stand.start({ openReading: true });
    const client = await stand.connect('', { token: null });
    expect(await client.until(({ type }) => type === 'snapshot')).toMatchObject({ mayCommand: false });
    expect(await client.ask(1, { kind: 'panic' })).toMatchObject({ ok: false, code: 'WATCH_ONLY' });
    expect(await client.ask(2, { kind: 'ping' })).toMatchObject({ ok: true });
    expect(stand.obeyed).toEqual([{ kind: 'ping' }]);
    await expect(stand.connect('', { token: 'wrong' })).rejects.toThrow('401');
  });

  it.each([
    ['no token', { token: null }, '401'],
    ['a wrong token', { token: `${TOKEN}x` }, '401'],
    ['another site', { headers: { Origin: 'http://evil.example' } }, '403'],
    ['another port of this machine', { headers: { Origin: 'http://127.0.0.1:1' } }, '403'],
    ['no site at all', { headers: { Origin: 'null' } }, '403'],
    ['a name that was made to point here', { headers: { Host: 'evil.example' } }, '403'],
  ])('refuses %s before the upgrade', async (_name, options, status) => {
    await stand.start();
    await expect(stand.connect('', options)).rejects.toThrow(status);
    expect(stand.hub.snapshot.clients).toBe(0);
  });

  it('takes its own page for a friend, by any of its names', async () => {
    await stand.start();
    const port = new URL(stand.url).port;
    const client = await stand.connect('', {
      headers: { Origin: `http://localhost:${port}`, Host: `localhost:${port}` },
    });
    expect(await client.until(() => true)).toMatchObject({ type: 'snapshot' });
  });

  it('is not there under other paths', async () => {
    await stand.start();
    await expect(stand.connect('elsewhere')).rejects.toThrow('404');
  });

  it('does nothing for one who asks too much, and lets him go in the end', async () => {
    await stand.start();
    const client = await stand.connect();
    for (let id = 1; id <= 1000; id++) client.socket.send(JSON.stringify({ id, command: { kind: 'tap' } }));
    const refused = await client.until((m) => m.type === 'response' && !m.response.ok);
    expect(refused).toMatchObject({ response: { ok: false, code: 'TOO_MANY_REQUESTS' } });
    for (let id = 1; id <= 2500; id++) client.socket.send(JSON.stringify({ id, command: { kind: 'tap' } }));
    await new Promise((resolve) => client.socket.once('close', resolve));
    expect(stand.obeyed.length).toBeLessThan(400);
  });

  it('ends a connection whose frames are too long', async () => {
    await stand.start();
    const client = await stand.connect();
    const closed = new Promise<number>((resolve) => client.socket.once('close', resolve));
    client.socket.send('x'.repeat(20_000));
    expect(await closed).toBe(1009);
  });

  it('tells how many are watching', async () => {
    await stand.start();
    const client = await stand.connect();
    await client.until((m) => m.type === 'events' && m.events.some((e) => e.kind === 'clients' && e.clients === 1));
    const second = await stand.connect();
    await client.until((m) => m.type === 'events' && m.events.some((e) => e.kind === 'clients' && e.clients === 2));
    second.socket.close();
    await client.until((m) => m.type === 'events' && m.events.some((e) => e.kind === 'clients' && e.clients === 1));
  });
});
