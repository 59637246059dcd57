import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionLogFile, type SessionLogFileOptions } from '../../../src/adapters/recording/session-log-file.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A disk that takes so many bytes at once and has room for so many; it says so only when it takes none at all. */
const smallDisk =
  (atOnce: number, room: number) =>
  async (file: string): Promise<FileHandle> => {
    const handle = await open(file, 'wx+');
    const write = async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const taken = Math.min(length, atOnce, room - position);
      if (taken <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return handle.write(bytes, offset, taken, position);
    };
    return new Proxy(handle, {
      get: (target, name) => {
        const value: unknown = name === 'write' ? write : Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };

const logFile = (change: Partial<SessionLogFileOptions> = {}) => {
  const failures: string[] = [];
  const log = new SessionLogFile({
    folders: [folder],
    name: 'a',
    moved: () => undefined,
    failed: (cause) => failures.push(String(cause)),
    ...change,
  });
  return { log, failures };
};

const textOf = (): string => readFileSync(path.join(folder, readdirSync(folder)[0]), 'utf8');
const lines = Array.from({ length: 40 }, (_, i) => ({ line: i, text: 'ä'.repeat(i) }));
const written = lines.map((line) => `${JSON.stringify(line)}\n`);

describe('writing a log', () => {
  it('goes on where a disk takes less at once than it is given', async () => {
    const { log, failures } = logFile({ openFile: smallDisk(7, Infinity) });
    void log.open();
    log.append(lines.slice(0, 20));
    log.append(lines.slice(20));
    expect(log.bytes).toBe(Buffer.byteLength(written.join('')));
    await log.close();
    expect(textOf()).toBe(written.join(''));
    expect(failures).toEqual([]);
  });

  it.each([0, 1, 25, 500, 1000])('ends with a whole line when the disk is full after %i bytes', async (room) => {
    const { log, failures } = logFile({ openFile: smallDisk(64, room) });
    void log.open();
    log.append(lines);
    await log.look();
    log.append(lines);
    await log.close();
    expect(failures).toEqual([expect.stringContaining('ENOSPC')]);
    const whole = written.filter((_, i) => Buffer.byteLength(written.slice(0, i + 1).join('')) <= room);
    expect(readdirSync(folder)).toHaveLength(whole.length > 0 ? 1 : 0);
    if (whole.length > 0) expect(textOf()).toBe(whole.join(''));
  });

  it('gives up a disk that takes nothing and says nothing, before it fills the memory', () => {
    const { log, failures } = logFile({ openFile: () => new Promise(() => undefined) });
    void log.open();
    const line = { text: 'x'.repeat(1024 * 1024) };
    for (let i = 0; i < 20; i++) log.append([line]);
    expect(failures).toHaveLength(1);
    expect(log.bytes).toBe(0);
  });
});
