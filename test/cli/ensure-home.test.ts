import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { privateFolder } from '../../src/adapters/control/private-folder.js';
import { ensureHome } from '../../src/cli/ensure-home.js';

vi.mock('node:os', async (original) => ({ ...(await original<object>()), homedir: vi.fn() }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'home-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** As for a user's number without an entry in the list of users. */
const haveNoEntry = (): void => {
  vi.mocked(homedir).mockImplementation(() => {
    throw new Error('uv_os_homedir returned ENOENT');
  });
};

const homeWith = (env: NodeJS.ProcessEnv): string | undefined => {
  ensureHome(env);
  return env.HOME;
};

describe('the home', () => {
  it('is the one that there is', () => {
    vi.mocked(homedir).mockReturnValue('/home/anna');
    expect(homeWith({ HOME: '/home/anna' })).toBe('/home/anna');
    expect(homeWith({})).toBeUndefined();
  });

  it.each(['', 'relative'])('is not "%s", where files would go astray', (HOME) => {
    vi.mocked(homedir).mockReturnValue('/home/anna');
    expect(homeWith({ HOME })).toBeUndefined();
  });

  it('is a private folder for a user who has none', () => {
    haveNoEntry();
    expect(homeWith({})).toBe(path.join(privateFolder(), 'home'));
  });

  it('is not a folder that others can look into', () => {
    haveNoEntry();
    mkdirSync(privateFolder(), { mode: 0o755 });
    expect(homeWith({})).toMatch(/music-lstm-home-/);
  });
});
