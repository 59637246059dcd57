import { describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser, openerOf } from '../../../src/adapters/browser/open-browser.js';

describe('the browser', () => {
  it('is there on a screen, and never in CI, over ssh or where somebody wants none', () => {
    expect(hasBrowser({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasBrowser({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasBrowser({}, 'darwin')).toBe(true);
    expect(hasBrowser({}, 'linux')).toBe(false);
    for (const env of [{ CI: 'true' }, { SSH_CONNECTION: 'a b' }, { SSH_TTY: '/dev/pts/1' }, { BROWSER: 'none' }]) {
      expect(hasBrowser({ DISPLAY: ':0', ...env }, 'linux')).toBe(false);
      expect(hasBrowser(env, 'darwin')).toBe(false);
    }
  });

  it('is opened by what each system has for that', () => {
    const program = (platform: NodeJS.Platform, env = {}): string => openerOf('http://x/', env, platform)[0];
    expect([program('darwin'), program('linux'), program('win32')]).toEqual(['open', 'xdg-open', 'rundll32']);
    expect(program('linux', { WSL_DISTRO_NAME: 'Debian' })).toBe('rundll32.exe');
  });

  it('is not waited for where there is none', async () => {
    expect(await openBrowser('http://x/', {})).toBe(false);
  });
});
