import type { Verbatim } from '../live-event.js';

/** So many notes in a row are told as a quotation. */
const QUOTATION = 16;

export const isQuoting = (verbatim: Verbatim | null): boolean => verbatim !== null && verbatim.notes >= QUOTATION;

/** As one word and a number; louder where it quotes, empty where nobody knows. */
export const verbatimText = (verbatim: Verbatim | null): string => {
  if (verbatim === null) return '';
  return isQuoting(verbatim) ? `VERBATIM ${verbatim.notes}` : `verbatim ${verbatim.notes}`;
};
