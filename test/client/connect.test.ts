import { describe, expect, it } from 'vitest';
import { connectWith, type ConnectOptions } from '../../src/client/connect.js';
import type { LiveEvent } from '../../src/protocol/live-event.js';
import { plainSnapshot } from '../protocol/plain-snapshot.js';
import { FakeDaemon } from './fake-daemon.js';

const first = { type: 'snapshot', stream: 'a', sequence: 4, mayCommand: true, snapshot: plainSnapshot } as const;

const begin = (options: ConnectOptions = {}) => {
  const daemon = new FakeDaemon();
  const connected = connectWith(daemon.open, () => 'own')(options);
  return { daemon, connected };
};

const established = async () => {
  const { daemon, connected } = begin();
  daemon.latest.accept();
  daemon.latest.tell(first);
  return { daemon: daemon.latest, client: await connected };
};

const note = {
  kind: 'note-on',
  voice: 'daemon',
  channel: 0,
  pitch: 60,
  velocity: 80,
  tick: 0,
  atMs: 5,
  id: 1,
} as const;

describe('connect', () => {
  it('takes the token from the options, else from the address, else the one that is known', async () => {
    const offered = ({ daemon, connected }: ReturnType<typeof begin>): string | undefined => {
      connected.catch(() => undefined);
      return daemon.latest.protocols.at(1);
    };
    expect(offered(begin({ url: 'http://10.0.0.2:85/#token=linked', token: 'given' }))).toBe('token.given');
    expect(offered(begin({ url: 'http://10.0.0.2:85/#token=linked' }))).toBe('token.linked');
    expect(offered(begin())).toBe('token.own');
  });

  it('resolves when the state is known', async () => {
    const { client } = await established();
    expect([client.state, client.snapshot, client.mayCommand]).toEqual(['open', plainSnapshot, true]);
  });

  it('says what to do when the daemon refuses, or does not answer', async () => {
    const refused = begin();
    refused.daemon.latest.drop(true);
    await expect(refused.connected).rejects.toThrow(/refused access.*#token=/);
    const silent = begin({ url: 'http://127.0.0.1:9/' });
    silent.daemon.latest.drop();
    await expect(silent.connected).rejects.toThrow('No daemon answers at http://127.0.0.1:9/.');
  });

  it('waits for a daemon that is not there yet, if asked', async () => {
    const { daemon, connected } = begin({ wait: true });
    daemon.latest.drop();
    await expect.poll(() => daemon.sockets.length).toBe(2);
    daemon.latest.accept();
    daemon.latest.tell(first);
    expect((await connected).state).toBe('open');
  });

  it.each(['nonsense', '', 'ftp://host/', 'http://'])('refuses the address "%s"', async (url) => {
    await expect(begin({ url }).connected).rejects.toThrow('is not the address of a daemon');
  });

  it('gives up, with one line, on a daemon of another version', async () => {
    const { daemon, connected } = begin();
    daemon.latest.accept();
    daemon.latest.listener.text('{"type":"overture"}');
    await expect(connected).rejects.toThrow('Install the same version of both.');
    const later = await established();
    later.daemon.listener.text('no JSON');
    await expect(later.client.send({ kind: 'panic' })).rejects.toThrow('Install the same version of both.');
    expect(later.client.state).toBe('refused');
  });
});

describe('a connected client', () => {
  it('keeps the snapshot by the events, and tells those who listen after that', async () => {
    const { daemon, client } = await established();
    const seen: [LiveEvent['kind'], number][] = [];
    client.on('note-on', ({ kind }) => seen.push([kind, client.snapshot?.sounding.length ?? 0]));
    const stop = client.onEvent(({ kind }) => seen.push([kind, 0]));
    daemon.tell({ type: 'events', sequence: 5, events: [note] });
    stop();
    stop();
    daemon.tell({ type: 'events', sequence: 6, events: [{ ...note, id: 2, pitch: 62 }] });
    expect(seen).toEqual([
      ['note-on', 1],
      ['note-on', 0],
      ['note-on', 2],
    ]);
    expect(client.notes.map(({ pitch }) => pitch)).toEqual([60, 62]);
  });

  it('gives the answer of a command, and one line when it was refused', async () => {
    const { daemon, client } = await established();
    const kept = client.send({ kind: 'keep', seconds: 30 });
    const { id } = JSON.parse(daemon.sent.at(-1) ?? '') as { id: number };
    const file = { file: 'x.mid', notes: 3, seconds: 30 };
    daemon.tell({ type: 'response', response: { id, ok: true, result: file } });
    expect(await kept).toEqual(file);
    const refused = client.send({ kind: 'set', controls: { tempo: 90 } });
    daemon.tell({ type: 'response', response: { id: id + 1, ok: false, error: 'no', code: 'BAD_REQUEST' } });
    await expect(refused).rejects.toThrow('no');
  });

  it('is not stopped by lost events', async () => {
    const { daemon, client } = await established();
    daemon.tell({ type: 'lost', count: 12 });
    daemon.tell({ ...first, sequence: 20 });
    expect([client.lostEvents, client.state]).toEqual([12, 'open']);
  });
});
