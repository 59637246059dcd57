import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StreamConnection, type ConnectionState } from '../../src/client/stream-connection.js';
import { FakeDaemon } from './fake-daemon.js';

const begin = (token = 'secret') => {
  const daemon = new FakeDaemon();
  const states: ConnectionState[] = [];
  let query = '';
  const connection = new StreamConnection({ pageUrl: 'http://127.0.0.1:8585/', token }, daemon.open, {
    message: () => (query = '?stream=a&after=7'),
    state: (state) => states.push(state),
    resumeQuery: () => query,
  });
  connection.start();
  return { daemon, states, connection };
};

describe('the connection to the stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('offers the protocol, and the token where there is one', () => {
    expect(begin().daemon.latest).toMatchObject({
      url: 'ws://127.0.0.1:8585/',
      protocols: ['music-lstm-daemon.v1', 'token.secret'],
    });
    expect(begin('').daemon.latest.protocols).toEqual(['music-lstm-daemon.v1']);
  });

  it('comes back after a drop, and goes on where it was', () => {
    const { daemon, states } = begin();
    daemon.latest.accept();
    daemon.latest.tell({ type: 'resumed', stream: 'a', sequence: 7, mayCommand: true });
    daemon.latest.drop();
    expect(states).toEqual(['connecting', 'open', 'lost']);
    vi.advanceTimersByTime(250);
    expect(daemon.latest.url).toBe('ws://127.0.0.1:8585/?stream=a&after=7');
    daemon.latest.accept();
    expect(states.at(-1)).toBe('open');
  });

  it('waits longer after each attempt that fails, at most four seconds, and shortly again after one that succeeds', () => {
    const { daemon } = begin();
    for (const waitMs of [250, 500, 1000, 2000, 4000, 4000]) {
      const { length } = daemon.sockets;
      daemon.latest.drop();
      vi.advanceTimersByTime(waitMs - 1);
      expect(daemon.sockets).toHaveLength(length);
      vi.advanceTimersByTime(1);
      expect(daemon.sockets).toHaveLength(length + 1);
    }
    daemon.latest.accept();
    daemon.latest.drop();
    vi.advanceTimersByTime(250);
    expect(daemon.sockets).toHaveLength(8);
  });

  it('tells being refused from getting no answer', () => {
    const { daemon, states } = begin();
    daemon.latest.drop(true);
    expect(states).toEqual(['connecting', 'refused']);
  });

  it('rejects what was asked and not answered, once the connection is lost', async () => {
    const { daemon, connection } = begin();
    await expect(connection.ask({ kind: 'panic' })).rejects.toThrow('does not answer');
    daemon.latest.accept();
    const asked = connection.ask({ kind: 'panic' });
    daemon.latest.drop();
    await expect(asked).rejects.toThrow('The connection was lost.');
  });

  it('stays closed, also when it is closed twice', () => {
    const { daemon, states, connection } = begin();
    daemon.latest.accept();
    connection.close();
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect(daemon.latest.isClosed).toBe(true);
    expect([daemon.sockets.length, states]).toEqual([1, ['connecting', 'open']]);
  });
});
