import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CommandRefusedError,
  DaemonNotRunningError,
  sendCommand,
} from '../../../src/adapters/control/control-client.js';
import { ControlServer, DaemonRunningError } from '../../../src/adapters/control/control-server.js';
import { SocketPathError } from '../../../src/adapters/control/socket-errors.js';
import { answerLine } from '../../../src/protocol/request-handler.js';
import { LineReader } from '../../../src/adapters/control/json-lines.js';
import type { Command } from '../../../src/protocol/command.js';
import { DaemonError } from '../../../src/shared/error.js';

class NoError extends DaemonError {
  readonly code = 'NO';
}

let folder = '';
let socketPath = '';
let servers: ControlServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'control-'));
  socketPath = path.join(folder, 'private', 'control.sock');
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const serve = async (obeyed: Command[] = []): Promise<ControlServer> => {
  const server = new ControlServer(socketPath);
  await server.start(async (command) => {
    if (command.kind === 'panic') throw new NoError('no panic today');
    obeyed.push(command);
    return command.kind === 'status' ? { fine: true } : undefined;
  });
  servers.push(server);
  return server;
};

describe('the control socket', () => {
  it('carries commands and their results, for its owner alone', async () => {
    const obeyed: Command[] = [];
    await serve(obeyed);
    expect(await sendCommand(socketPath, { kind: 'status' })).toEqual({ fine: true });
    expect(await sendCommand(socketPath, { kind: 'set', controls: { tempo: 90 } })).toBeUndefined();
    expect(obeyed.map(({ kind }) => kind)).toEqual(['status', 'set']);
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  });

  it('tells the client why a command was refused', async () => {
    await serve();
    await expect(sendCommand(socketPath, { kind: 'panic' })).rejects.toThrow(CommandRefusedError);
    await expect(sendCommand(socketPath, { kind: 'panic' })).rejects.toThrow('no panic today');
  });

  it('belongs to one daemon', async () => {
    await serve();
    await expect(serve()).rejects.toThrow(DaemonRunningError);
  });

  it('is cleaned up after a daemon that died', async () => {
    await serve();
    const aside = path.join(folder, 'aside');
    renameSync(socketPath, aside); // so that closing does not remove it, as dying does not
    await servers[0].close();
    renameSync(aside, socketPath);
    await serve();
    expect(await sendCommand(socketPath, { kind: 'status' })).toEqual({ fine: true });
  });

  it('takes the place of no file of the user', async () => {
    mkdirSync(path.dirname(socketPath));
    writeFileSync(socketPath, 'my only copy');
    await expect(serve()).rejects.toThrow(/a file of that name stands there. Name another place with --socket/);
    expect(readFileSync(socketPath, 'utf8')).toBe('my only copy');
  });

  it('takes the place of no folder, nor of a link to a file', async () => {
    mkdirSync(socketPath, { recursive: true });
    await expect(serve()).rejects.toThrow(/a folder of that name stands there/);
    rmSync(socketPath, { recursive: true });
    const song = path.join(folder, 'song.mid');
    writeFileSync(song, 'my only copy');
    symlinkSync(song, socketPath);
    await expect(serve()).rejects.toThrow(SocketPathError);
    expect(readFileSync(song, 'utf8')).toBe('my only copy');
  });

  it('is refused where its path would be cut off, and nothing is left there', async () => {
    socketPath = path.join(folder, 'a'.repeat(108), 'control.sock');
    await expect(serve()).rejects.toThrow(/longer than 10[37] bytes. Name another place with --socket/);
    await expect(sendCommand(socketPath, { kind: 'status' })).rejects.toThrow(SocketPathError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused where no folder can be made for it', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    socketPath = path.join(folder, 'file', 'control.sock');
    await expect(serve()).rejects.toThrow(/there is a file where a folder is needed/);
    socketPath = path.join(folder, 'circle', 'control.sock');
    symlinkSync('circle', path.join(folder, 'circle'));
    await expect(serve()).rejects.toThrow(SocketPathError);
  });

  it('says so where no daemon runs', async () => {
    await expect(sendCommand(socketPath, { kind: 'status' })).rejects.toThrow(DaemonNotRunningError);
  });

  it('keeps no more than an answer for a client that never reads, and lets it go on once it does', async () => {
    const obeyed: Command[] = [];
    await serve(obeyed);
    const socket = createConnection(socketPath).setEncoding('utf8').pause();
    const asked = 200_000;
    socket.write('{"id":1,"command":{"kind":"status"}}\n'.repeat(asked));
    const seen: number[] = [];
    for (let turn = 0; seen.length < 3 || seen.at(-1) !== seen.at(-3); turn++) {
      await sendCommand(socketPath, { kind: 'tap' }); // others are answered meanwhile
      if (turn % 100 === 0) seen.push(obeyed.filter(({ kind }) => kind === 'status').length);
    }
    expect(seen.at(-1)).toBeLessThan(asked / 2);
    socket.destroy();
  });

  it('gives up a line without end', async () => {
    await serve();
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(socketPath, () => socket.write('x'.repeat(100_000)));
      socket.setEncoding('utf8');
      socket.on('data', (text: string) => resolve(text));
      socket.on('error', () => undefined);
    });
    expect(JSON.parse(answer)).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  });
});

describe('requests', () => {
  const nothing = async (): Promise<void> => undefined;

  it.each([
    ['no json', null],
    ['{}', null],
    ['{"id":3,"command":{"kind":"fly"}}', 3],
    ['{"id":4,"command":{"kind":"set","controls":{"tempo":1000}}}', 4],
    ['{"id":5,"command":{"kind":"set","controls":{"wings":2}}}', 5],
    ['{"id":6,"command":{"kind":"set","controls":{}}}', 6],
  ])('that are wrong change nothing and get an answer: %s', async (line, id) => {
    const response = await answerLine(line, 'local', async () => {
      throw new Error('must not be obeyed');
    });
    expect(response).toMatchObject({ id, ok: false, code: 'BAD_REQUEST' });
  });

  it('get their id back', async () => {
    expect(await answerLine('{"id":"a","command":{"kind":"tap"}}', 'local', nothing)).toEqual({ id: 'a', ok: true });
  });
});

describe('lines', () => {
  it('come whole, however they were cut up', () => {
    const reader = new LineReader();
    expect(reader.add('{"a"')).toEqual([]);
    expect(reader.add(':1}\n\n{"b":2}\n{')).toEqual(['{"a":1}', '{"b":2}']);
  });
});
