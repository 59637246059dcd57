const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windowsLatin = new TextDecoder('windows-1252');
const encoder = new TextEncoder();

/** A text on one line without control characters: they become spaces, the ends are trimmed. */
export const cleanText = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** The text of a meta event: UTF-8 if valid, otherwise Windows-1252. Cleaned. */
export const decodeText = (bytes: Uint8Array): string => {
  try {
    return cleanText(utf8.decode(bytes));
  } catch {
    return cleanText(windowsLatin.decode(bytes));
  }
};

/** One character per UTF-8 byte, which is what @tonejs/midi needs: it writes the low eight bits of each character. */
export const textAsBytes = (text: string): string =>
  Array.from(encoder.encode(cleanText(text)), (byte) => String.fromCharCode(byte)).join('');
