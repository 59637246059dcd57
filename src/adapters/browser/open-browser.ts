import { spawn } from 'node:child_process';

type Env = Readonly<NodeJS.ProcessEnv>;

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether the person here has a browser on this screen: not in CI, over ssh, or where there is no screen. */
export const hasBrowser = (env: Env, platform: NodeJS.Platform = process.platform): boolean => {
  if (isSet(env.CI) || isSet(env.SSH_CONNECTION) || isSet(env.SSH_TTY) || env.BROWSER === 'none') return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return isSet(env.DISPLAY) || isSet(env.WAYLAND_DISPLAY) || isSet(env.WSL_DISTRO_NAME);
};

/** What opens an address there, as a program and its arguments. */
export const openerOf = (link: string, env: Env, platform: NodeJS.Platform): readonly [string, ...string[]] => {
  if (platform === 'darwin') return ['open', link];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', link];
  return isSet(env.WSL_DISTRO_NAME) ? ['rundll32.exe', 'url.dll,FileProtocolHandler', link] : ['xdg-open', link];
};

/** Opens an address in the user's browser; false where there is none, or none that can be started. */
export const openBrowser = (link: string, env: Env): Promise<boolean> => {
  if (!hasBrowser(env)) return Promise.resolve(false);
  const [program, ...args] = openerOf(link, env, process.platform);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
};
