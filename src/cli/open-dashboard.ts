import { openBrowser } from '../adapters/browser/open-browser.js';
import type { DashboardOptions } from '../adapters/dashboard/dashboard.js';
import { isCapable } from '../adapters/dashboard/palette.js';
import { shortLink } from '../adapters/web/short-link.js';

/** Draws a dashboard; undefined on a terminal that cannot show one. The widgets are loaded only for those who see them. */
export const openDashboard = async (
  options: Omit<DashboardOptions, 'link' | 'openPage'>,
): Promise<{ close(): void } | undefined> => {
  if (!isCapable(options.env)) return undefined;
  const { Dashboard } = await import('../adapters/dashboard/dashboard.js');
  const link = (pid: number): string => shortLink({ ...options, pid });
  return new Dashboard({ ...options, link, openPage: (address) => openBrowser(address, options.env) });
};
