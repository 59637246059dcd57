/** What a file's name holds on no system, and what cannot be seen in it: control and format characters, half pairs. */
const UNFIT = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;
/** Names of devices on Windows, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=[.]|$)/i;
/** Room for a date before it and an ending behind it in the 255 bytes that a name may have. */
const MOST_BYTES = 150;

const encoder = new TextEncoder();

const shortened = (text: string): string => {
  let bytes = 0;
  let kept = '';
  for (const letter of text) {
    bytes += encoder.encode(letter).length;
    if (bytes > MOST_BYTES) break;
    kept += letter;
  }
  return kept;
};

/**
 * A name from a model, a file, a port or a client as part of a file's name: no path, nothing hidden, the same on every
 * system. Names that are fit already stay as they are, but for their Unicode form (NFC).
 */
export const fileNameOf = (name: string): string => {
  const fit = shortened(name.normalize('NFC').replace(UNFIT, '-'))
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICE, '_$&');
  return fit === '' ? 'unnamed' : fit;
};

/** What a terminal obeys (C0, C1), or what turns the order of letters around; not line ends and tabs. */
const COMMANDS = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu;

/** A text as a terminal may show it: whatever would steer it is replaced by a mark. */
export const terminalText = (text: string): string =>
  text.replace(COMMANDS, (found) => (found === '\n' || found === '\t' ? found : '\ufffd'));

/** By what names are compared: in any case, and however é is written (é as one letter, or as e and an accent). */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');

/** Whether two names are one to a reader. */
export const isSameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);
