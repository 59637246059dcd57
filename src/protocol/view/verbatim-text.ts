import type { Verbatim } from '../live-event.js';

/** Runs of at least this length are shown as quotations. */
const QUOTATION = 16;

export const isQuoting = (verbatim: Verbatim | null): boolean => verbatim !== null && verbatim.notes >= QUOTATION;

/** As one word and a number; emphasised for quotations, empty if unknown. */
export const verbatimText = (verbatim: Verbatim | null): string => {
  if (verbatim === null) return '';
  return isQuoting(verbatim) ? `VERBATIM ${verbatim.notes}` : `verbatim ${verbatim.notes}`;
};
