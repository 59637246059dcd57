import { DaemonError } from '../../shared/error.js';
import { SECTION_COUNT } from '../../encoding/plan-events/plan-events-schema.js';

/** One section of a form: which material, and how many bars of it. */
export interface FormSection {
  /** Sections of one number have the same material, 0–7. */
  readonly section: number;
  readonly bars: number;
}

/** A form as it is played: its sections one after the other. */
export type Form = readonly FormSection[];

/** Where a bar stands in a form. */
export interface FormPlace extends FormSection {
  /** Bars since the section began. */
  readonly bar: number;
  /** Whether the bar has occurred before, in the latest section of this material. */
  readonly returns: boolean;
}

const NAMED: Readonly<Record<string, string>> = {
  binary: 'A8 A8 B8 B8',
  ternary: 'A16 B16 A16',
  aaba: 'A8 A8 B8 A8',
  rondo: 'A8 B8 A8 C8 A8',
};

/** A form cannot be read. */
export class FormError extends DaemonError {
  readonly code = 'FORM_UNREADABLE';
  override readonly exitCode = 2;

  constructor(text: string) {
    super(
      `Form "${text}" cannot be read. Write sections as letters A to H with their lengths in bars, such as "A8 A8 B8 A8", ` +
        `or one of: ${Object.keys(NAMED).join(', ')}.`,
    );
  }
}

const FIRST_LETTER = 'A'.charCodeAt(0);
const LONGEST_SECTION = 128;

const sectionOf = (word: string, text: string): FormSection => {
  const found = /^([A-H])(\d{1,3})$/.exec(word.toUpperCase());
  const bars = Number(found?.[2]);
  if (!found || bars < 1 || bars > LONGEST_SECTION) throw new FormError(text);
  return { section: found[1].charCodeAt(0) - FIRST_LETTER, bars };
};

/** Letters in the order of their first use, as the numbers of sections are. */
const inOrder = (form: Form): Form => {
  const order = [...new Set(form.map(({ section }) => section))];
  return form.map(({ section, bars }) => ({ section: order.indexOf(section), bars }));
};

/** A form from its name or its sections, such as `A8 A8 B8 A8`. Throws a FormError. */
export const parseForm = (text: string): Form => {
  const words = (NAMED[text.trim().toLowerCase()] ?? text).split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) throw new FormError(text);
  return inOrder(words.map((word) => sectionOf(word, text)));
};

/** Bars of a whole form. */
export const formBars = (form: Form): number => form.reduce((sum, { bars }) => sum + bars, 0);

/** The position of a bar in the form; a form starts again at its end. */
export const formPlace = (form: Form, index: number): FormPlace => {
  const total = formBars(form);
  let bar = index % total;
  const at = form.findIndex(({ bars }) => {
    if (bar < bars) return true;
    bar -= bars;
    return false;
  });
  const { section, bars } = form[at];
  const heard = index >= total ? [...form, ...form.slice(0, at)] : form.slice(0, at);
  const earlier = heard.findLast((one) => one.section === section);
  return { section: section % SECTION_COUNT, bars, bar, returns: earlier !== undefined && bar < earlier.bars };
};
