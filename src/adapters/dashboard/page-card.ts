import { isReachable, LOCAL_ONLY, qrCode } from './qr-code.js';

/** The card that says where the page is. */
export interface PageCard {
  readonly lines: readonly string[];
  /** Number of the line that is the address. */
  readonly linkLine: number;
}

/** The link, with a QR code where the screen has room for it. */
export const pageCard = (link: string, columns: number, lines: number): PageCard => {
  const head = ['Hear it in a browser: o opens it, escape closes this', link];
  const note = isReachable(link) ? 'Any machine in your network can open it.' : LOCAL_ONLY;
  const code = qrCode(link);
  const hasRoom = head.length + code.length + 3 <= lines && note.length + 4 <= columns;
  return { lines: [...head, ...(hasRoom ? code : []), note], linkLine: 1 };
};
