import { isCapable } from '../adapters/dashboard/palette.js';
import type { DashboardOptions } from '../adapters/dashboard/dashboard.js';

/** Draws a dashboard; undefined on a terminal that cannot show one. The widgets are loaded only for those who see them. */
export const openDashboard = async (options: DashboardOptions): Promise<{ close(): void } | undefined> => {
  if (!isCapable(options.env)) return undefined;
  const { Dashboard } = await import('../adapters/dashboard/dashboard.js');
  return new Dashboard(options);
};

/** The page's address for a person: the fragment, which no server sees, holds the token. */
export const pageLink = (pageUrl: string, token: string): string => `${pageUrl}#token=${token}`;
