import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnsafeFolderError, privateFolder } from '../../../src/adapters/control/private-folder.js';
import { defaultSocketPath, makeSocketFolder } from '../../../src/adapters/control/socket-path.js';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'p-')));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const runtime = (): string => {
  const made = path.join(folder, 'run');
  mkdirSync(made, { mode: 0o700 });
  return made;
};

/** As if what this user owns were another's. */
const beAnotherUser = (): void => {
  const uid = process.getuid?.() ?? 0;
  vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
};

describe("the control socket's usual place", () => {
  it('is the one that is named, else private in the run-time folder', () => {
    expect(defaultSocketPath({ MUSIC_LSTM_SOCKET: '/x/y' })).toBe('/x/y');
    const XDG_RUNTIME_DIR = runtime();
    expect(defaultSocketPath({ XDG_RUNTIME_DIR })).toBe(`${XDG_RUNTIME_DIR}/music-lstm-daemon/control.sock`);
  });

  it.each(['', 'relative', '/nowhere/at/all', '/dev/null'])('is private where XDG_RUNTIME_DIR is "%s"', (value) => {
    expect(defaultSocketPath({ XDG_RUNTIME_DIR: value })).toBe(path.join(privateFolder(), 'control.sock'));
  });

  it("is private where the run-time folder is another user's", () => {
    const XDG_RUNTIME_DIR = runtime();
    beAnotherUser();
    expect(defaultSocketPath({ XDG_RUNTIME_DIR })).toBe(path.join(privateFolder(), 'control.sock'));
  });

  it('is private and short where the run-time folder has a long path', () => {
    const XDG_RUNTIME_DIR = path.join(folder, 'a'.repeat(90));
    mkdirSync(XDG_RUNTIME_DIR);
    expect(defaultSocketPath({ XDG_RUNTIME_DIR })).toBe(path.join(privateFolder(), 'control.sock'));
    vi.stubEnv('TMPDIR', XDG_RUNTIME_DIR);
    const uid = 4_000_000_000; // a number that nobody has
    vi.spyOn(process, 'getuid').mockReturnValue(uid);
    expect(defaultSocketPath({})).toBe(`/tmp/music-lstm-daemon-${uid}/control.sock`);
  });

  it('counts bytes, not letters', () => {
    const XDG_RUNTIME_DIR = path.join(folder, 'é'.repeat(45));
    mkdirSync(XDG_RUNTIME_DIR);
    expect(defaultSocketPath({ XDG_RUNTIME_DIR })).toBe(path.join(privateFolder(), 'control.sock'));
  });

  it('is made for its owner alone', () => {
    const socketPath = defaultSocketPath({});
    makeSocketFolder(socketPath);
    expect(lstatSync(path.dirname(socketPath)).mode & 0o777).toBe(0o700);
    expect(defaultSocketPath({})).toBe(socketPath);
  });

  it.each<[string, () => void]>([
    ['others can look into', () => chmodSync(privateFolder(), 0o755)],
    ['another user has made', beAnotherUser],
  ])('is not a folder that %s', (_what, spoil) => {
    makeSocketFolder(defaultSocketPath({}));
    spoil();
    mkdirSync(privateFolder(), { recursive: true }); // of the other user's number
    expect(() => defaultSocketPath({})).toThrow(UnsafeFolderError);
    expect(() => makeSocketFolder(path.join(privateFolder(), 'control.sock'))).toThrow(/Remove it, or name another/);
  });

  it('is no link to a folder, nor a file', () => {
    symlinkSync(runtime(), privateFolder());
    expect(() => defaultSocketPath({})).toThrow(UnsafeFolderError);
    rmSync(privateFolder());
    writeFileSync(privateFolder(), '');
    expect(() => defaultSocketPath({})).toThrow(/it is no folder/);
  });
});
