import { renderUnicodeCompact } from 'uqr';

/** An address as a QR code in characters, two rows of dots a line, with the white border that cameras need. */
export const qrCode = (address: string): readonly string[] =>
  renderUnicodeCompact(address, { ecc: 'L', border: 1 }).split('\n');

/** Whether other machines, such as a phone with a camera, reach an address. */
export const isReachable = (address: string): boolean => !/^https?:\/\/(?:127[.]|localhost|\[::1\])/.test(address);

/** What is said below a code that a phone cannot follow. */
export const LOCAL_ONLY = 'This address works on this machine; for a phone, start with --bind 0.0.0.0.';
