import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile, LogFileError } from '../../../src/adapters/log/log-file.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-file-'));
  file = path.join(folder, 'deep', 'daemon.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name = file): string => readFileSync(name, 'utf8');

describe('a log file', () => {
  it('has all lines in their order once it is closed, behind those of before', async () => {
    for (const run of [1, 2]) {
      const log = await LogFile.open(file);
      for (let line = 0; line < 100; line++) log.write(`${run}.${line}\n`);
      await log.close();
      await log.close();
      log.write('too late\n');
    }
    const expected = [1, 2].flatMap((run) => Array.from({ length: 100 }, (_, line) => `${run}.${line}\n`));
    expect(text()).toBe(expected.join(''));
  });

  it.skipIf(process.platform === 'win32')('can be read by its user alone', async () => {
    await (await LogFile.open(file)).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('moves its lines to a second file where they are many when it is opened', async () => {
    await (await LogFile.open(file)).close();
    writeFileSync(file, 'old\n'.repeat(100));
    const log = await LogFile.open(file, 300);
    log.write('new\n');
    await log.close();
    expect(text()).toBe('new\n');
    expect(text(`${file}.1`)).toBe('old\n'.repeat(100));
  });

  it('stays bounded while it is written, with whoever else has it open', async () => {
    const log = await LogFile.open(file, 100);
    const other = openSync(file, 'a');
    for (let line = 0; line < 50; line++) {
      log.write(`${'x'.repeat(49)}\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await log.close();
    expect(statSync(file).size).toBeLessThanOrEqual(100);
    writeFileSync(other, 'a crash\n');
    closeSync(other);
    expect(text()).toContain('a crash\n');
  });

  it('knows whether stderr is the file itself', async () => {
    const log = await LogFile.open(file);
    const same = openSync(file, 'a');
    expect(await log.isOpenAs(same)).toBe(true);
    closeSync(same);
    expect(await log.isOpenAs(2)).toBe(false);
    expect(await log.isOpenAs(9999)).toBe(false);
    await log.close();
  });

  it('that cannot be opened says why and what to do', async () => {
    writeFileSync(path.join(folder, 'taken'), '');
    await expect(LogFile.open(folder)).rejects.toThrow(/it is a folder\. Name another with --log-file/);
    const below = LogFile.open(path.join(folder, 'taken', 'daemon.log'));
    await expect(below).rejects.toThrow(LogFileError);
    await expect(below).rejects.toThrow(/file where a folder is needed/);
  });

  it.skipIf(process.platform === 'win32')('is not waited for where it is a pipe that nobody reads', async () => {
    const pipe = path.join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    await expect(LogFile.open(pipe)).rejects.toThrow('it is not a file');
  });

  it.skipIf(!existsSync('/dev/full'))('says once that it cannot be written, and never throws', async () => {
    const reasons: string[] = [];
    const log = await LogFile.open('/dev/full');
    const failed = new Promise<void>((resolve) => {
      log.onFailed((reason) => {
        reasons.push(reason);
        resolve();
      });
    });
    log.write('lost\n');
    await failed;
    log.write('lost too\n');
    await log.close();
    expect(reasons).toEqual(['the disk is full']);
  });
});
