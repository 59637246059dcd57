import { fullLink, shortLink } from '../adapters/web/short-link.js';
import type { Snapshot } from '../protocol/live-event.js';

/** Where the page is: a link to click or type, and the whole address for programs. */
export const pageLines = ({ pageUrl, pid }: Pick<Snapshot, 'pageUrl' | 'pid'>, token: string): readonly string[] =>
  pageUrl === null
    ? ['page: none']
    : [`page: ${shortLink({ pageUrl, token, pid })}`, `full address: ${fullLink({ pageUrl, token })}`];
