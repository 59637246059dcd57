import { lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explainSystemError } from '../../src/shared/system-error.js';

const folder = mkdtempSync(path.join(tmpdir(), 'errors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const errorOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
};

const made = (code: string, message: string, facts: object = {}): Error =>
  Object.assign(new Error(message), { code, ...facts });

/** Says what is wrong, then what to do, in sentences of one line. */
const hasRemedy = /^Cannot [^\n]+: [^\n]+[.] [A-Z`][^\n]+[.]$/;

describe('what the operating system refuses', () => {
  it.each(Object.entries(constants.errno))('has a remedy: %s', (code, errno) => {
    const message = `${code}: whatever libuv says, open '/x/y'`;
    const line = explainSystemError(made(code, message, { errno: -errno, syscall: 'open', path: '/x/y' }));
    expect(line).toMatch(hasRemedy);
    expect(line).toContain('"/x/y"');
    expect(line).toContain(code);
  });

  it.each<[string, () => unknown]>([
    ['ENOENT', () => readFileSync(path.join(folder, 'none'))],
    ['EISDIR', () => readFileSync(folder)],
    ['ENOTDIR', () => readdirSync(import.meta.filename)],
    ['EEXIST', () => mkdirSync(folder)],
    ['ENAMETOOLONG', () => lstatSync(path.join(folder, 'x'.repeat(300)))],
    [
      'ELOOP',
      () => {
        symlinkSync('circle', path.join(folder, 'circle'));
        return openSync(path.join(folder, 'circle'), 'r');
      },
    ],
  ])('is explained as Node reports it: %s', (code, act) => {
    const line = explainSystemError(errorOf(act));
    expect(line).toMatch(hasRemedy);
    expect(line).toContain(`(${code})`);
  });

  it.each([
    made('ERR_WORKER_OUT_OF_MEMORY', 'Worker terminated due to reaching memory limit: JS heap out of memory'),
    made('ERR_WORKER_INIT_FAILED', 'Worker initialization failure: EAGAIN'),
    made('ERR_DLOPEN_FAILED', 'libstdc++.so.6: cannot open shared object file'),
    new RangeError('Array buffer allocation failed'),
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    new Error('std::bad_alloc'),
  ])('has a remedy where memory, threads or libraries lack: %s', (error) => {
    expect(explainSystemError(error)).toMatch(hasRemedy);
  });

  it.each([new TypeError('x is not a function'), made('ERR_INVALID_ARG_TYPE', 'The "path" argument …'), 'text'])(
    'is not what a fault of the program is taken for: %s',
    (error) => {
      expect(explainSystemError(error)).toBeUndefined();
    },
  );
});
