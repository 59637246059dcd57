import type { Settings } from '../protocol/settings.js';
import type { CommandIo } from './command-io.js';

/** When `start` opens the browser: as it is told, or by itself when it was started by `npm start`. */
const isWanted = (open: Settings['web']['open'], { env, isInteractive }: CommandIo): boolean =>
  open === 'on' || (open === 'auto' && isInteractive && env.npm_lifecycle_event === 'start');

/** The link as a QR code for phones, where they reach it and a person sits at a terminal that can draw. */
const printCode = async (link: string, io: CommandIo): Promise<void> => {
  if (!io.isInteractive || io.env.TERM === 'dumb') return;
  const { isReachable, qrCode } = await import('../adapters/dashboard/qr-code.js');
  if (isReachable(link)) io.stdout.write(`${qrCode(link).join('\n')}\n`);
};

/** Opens the page in the browser where that is wanted and there is one; else shows how to get there. */
export const showPage = async (
  link: string | null,
  { open, hasDashboard }: { readonly open: Settings['web']['open']; readonly hasDashboard: boolean },
  io: CommandIo,
): Promise<void> => {
  if (link === null) return;
  if (isWanted(open, io)) {
    const { openBrowser } = await import('../adapters/browser/open-browser.js');
    if (await openBrowser(link, io.env)) return;
    if (open === 'on' && !hasDashboard) io.stderr.write(`note: there is no browser on this screen; open ${link}\n`);
  }
  if (!hasDashboard) await printCode(link, io);
};
